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
import { taxedCustomer } from './tax-location';

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

/** Who asks for what, and what it costs before anything is taken off or put on. */
type Asked = {
  readonly parsed: PlanSelection;
  readonly price: PriceFacts;
  readonly userId: string | null;
  readonly plain: Quote;
};

/** By the provider's own preview: what a code takes off, and the tax where that is collected. */
async function previewedQuote(
  context: PaymentsContext,
  { parsed, price, plain }: Asked,
  customerId: string | null,
  code: FoundPromotionCode | null,
): Promise<QuoteOutcome> {
  const { priceId, unit } = price;
  // During a trial nothing is due; what the code does is asked for the first period that is paid.
  const previewed = await context.provider.preview({
    customerId,
    priceId,
    currency: unit.currency,
    quantity: quantityIn(parsed),
    promotionCodeId: code?.id ?? null,
    trialDays: 0,
    automaticTax: context.automaticTax ?? false,
  });
  if (previewed.kind !== 'ok') return refusedRead(previewed);
  const { discount, tax, taxIncluded, total } = previewed.value;
  const inCurrency = (amount: number): Money => money(amount, unit.currency);
  return {
    ...plain,
    discount: code && inCurrency(discount),
    discountLabel: code && code.label,
    tax: tax > 0 ? { amount: inCurrency(tax), included: taxIncluded } : null,
    dueToday: plain.trialDays > 0 ? plain.dueToday : inCurrency(total),
  };
}

async function askedQuote(context: PaymentsContext, asked: Asked): Promise<QuoteOutcome> {
  const { parsed, userId, plain } = asked;
  const taxed = context.automaticTax ? await taxedCustomer(context, userId) : null;
  if (taxed?.kind === 'refused') return taxed;
  const { promotionCode } = parsed.selection;
  if (promotionCode === null) return previewedQuote(context, asked, taxed?.customerId ?? null, null);
  const code = await findPromotionCode(context, userId, promotionCode, plain.subtotal);
  if (code?.kind !== 'found') return code ?? refused('promotion_code_unknown');
  // Their own unfinished checkout holds the last redemption, and goes on with it; it cannot be quoted anew.
  if (code.usedUp) return refused('promotion_code_used_up', code.id);
  if (taxed) return previewedQuote(context, asked, taxed.customerId, code);
  const customer = await customerFor(context, userId, code);
  if (customer.kind !== 'ok') return refusedRead(customer);
  return previewedQuote(context, asked, customer.value.id, code);
}

/** What would be charged today. Asks the provider only about a promotion code and taxes: its own preview, not our arithmetic. */
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
  const plain = plainQuote(parsed, price, trialDays);
  const { promotionCode } = parsed.selection;
  if (parsed.kind === 'pack') return promotionCode === null ? plain : refused('promotion_code_wrong_plan');
  if (promotionCode === null && !context.automaticTax) return plain;
  return askedQuote(context, { parsed, price, userId, plain });
}
