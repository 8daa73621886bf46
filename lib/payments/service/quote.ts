import type { PaymentsContext } from '../context';
import { quantityOf } from '../domain/catalog';
import { type Money, money } from '../domain/money';
import { refused } from '../domain/refusal';
import type { Quote, QuoteOutcome } from '../domain/views';
import { ensureCustomer } from '../operations/ensure-customer';
import type { ProviderResult } from '../provider';
import { trialDaysFor } from '../trials/trial-days';
import { findPrice, type PriceFacts } from './find-price';
import { type FoundPromotionCode, findPromotionCode, refusedRead } from './find-promotion-code';
import { type PackSelection, type PlanSelection, parseSelection } from './parse-selection';
import type { Selection } from './payment-service';

const zero = (currency: string): Money => money(0, currency);

function labelOf(parsed: PlanSelection | PackSelection): string {
  if (parsed.kind === 'pack') return parsed.pack.name;
  const { plan, price } = parsed;
  return `${plan.name}, billed ${price.interval === 'month' ? 'monthly' : 'yearly'}`;
}

function quantityIn(parsed: PlanSelection | PackSelection): number {
  const { seats } = parsed.selection;
  return parsed.kind === 'plan' ? quantityOf(parsed.plan, seats) : seats;
}

/** Without a promotion code the answer needs nobody: a price times a quantity, and nothing today during a trial. */
function plainQuote(parsed: PlanSelection | PackSelection, { unit }: PriceFacts, trialDays: number): Quote {
  const quantity = quantityIn(parsed);
  const subtotal = money(unit.amount * quantity, unit.currency);
  return {
    kind: 'quote',
    lines: [{ label: labelOf(parsed), quantity, amount: subtotal }],
    subtotal,
    discount: null,
    discountLabel: null,
    tax: null,
    dueToday: trialDays > 0 ? zero(unit.currency) : subtotal,
    trialDays,
    recurring: parsed.kind === 'pack' ? null : parsed.plan.meter ? unit : subtotal,
  };
}

/** Only of a customer can the provider say whether a purchase would be the first. */
async function customerFor(
  context: PaymentsContext,
  userId: string | null,
  { firstTimeOnly }: FoundPromotionCode,
): Promise<ProviderResult<{ readonly id: string | null }>> {
  if (userId !== null && firstTimeOnly) return ensureCustomer(context, userId);
  return { kind: 'ok', value: { id: null } };
}

async function discountedQuote(
  context: PaymentsContext,
  parsed: PlanSelection,
  price: PriceFacts,
  userId: string | null,
  trialDays: number,
): Promise<QuoteOutcome> {
  const { selection } = parsed;
  const plain = plainQuote(parsed, price, trialDays);
  const code = await findPromotionCode(context, userId, selection.promotionCode, plain.subtotal);
  if (code?.kind !== 'found') return code ?? refused('promotion_code_unknown');
  // Their own unfinished checkout holds the last redemption, and goes on with it; it cannot be quoted anew.
  if (code.usedUp) return refused('promotion_code_used_up', code.id);
  const customer = await customerFor(context, userId, code);
  if (customer.kind !== 'ok') return refusedRead(customer);
  const { priceId, unit } = price;
  // During a trial nothing is due; what the code does is asked for the first period that is paid.
  const previewed = await context.provider.preview({
    customerId: customer.value.id,
    priceId,
    currency: unit.currency,
    quantity: quantityIn(parsed),
    promotionCodeId: code.id,
    trialDays: 0,
  });
  if (previewed.kind !== 'ok') return refusedRead(previewed);
  const { discount, tax, total } = previewed.value;
  const inCurrency = (amount: number): Money => money(amount, unit.currency);
  return {
    ...plain,
    discount: inCurrency(discount),
    discountLabel: code.label,
    tax: tax > 0 ? inCurrency(tax) : null,
    dueToday: trialDays > 0 ? plain.dueToday : inCurrency(total),
  };
}

/** What would be charged today. Asks the provider only about a promotion code: its own preview, not our arithmetic. */
export async function quote(
  context: PaymentsContext,
  input: Selection,
  userId: string | null = null,
): Promise<QuoteOutcome> {
  const parsed = parseSelection(input);
  if (parsed.kind === 'refused') return parsed;
  const price = await findPrice(context, parsed.selection.lookupKey, parsed.selection.currency);
  if (!price) return refused('price_unavailable', parsed.selection.lookupKey);
  const trialDays = parsed.kind === 'plan' ? await trialDaysFor(context, userId, parsed.plan) : 0;
  if (parsed.selection.promotionCode === null) return plainQuote(parsed, price, trialDays);
  if (parsed.kind === 'pack') return refused('promotion_code_wrong_plan');
  return discountedQuote(context, parsed, price, userId, trialDays);
}
