import type { z } from 'zod';
import { forbiddenState, idOf, invalidRequest, notImplemented, type Transaction } from '../../kernel';
import { type Customer, paymentIntents } from '../../payments';
import {
  type DiscountRequest,
  type ResolvedDiscount,
  redeemable,
  resolveDiscounts,
} from '../discounts/resolve';
import { itemAmount, productOf } from '../invoices/draw-up';
import { invoices } from '../invoices/invoice';
import { isMetered, optionsOf, type Price, prices } from '../prices/price';
import { type CycleRequest, type FirstCycle, firstCycle } from './first-cycle';
import { inlinePrice } from './inline-price';
import type { NewItem } from './item';
import type { itemsParams } from './parts';
import { liveSubscriptions } from './subscription';
import { type TrialRequest, trialEndOf } from './trial';

/** What a request for a new subscription, or for its preview, asks for. */
export interface OrderRequest extends TrialRequest, CycleRequest {
  items: z.output<typeof itemsParams>;
  /** Where the items are in the request, for its errors. */
  itemsParam: string;
  currency: string | undefined;
  discounts: readonly DiscountRequest[] | null | undefined;
  trial_from_plan?: boolean | undefined;
  /** As in a change: see `ChangeRequest`. */
  planned?: boolean | undefined;
}

/** A new subscription as it will be: checked, priced and not yet stored. */
export interface Order {
  currency: string;
  items: NewItem[];
  discounts: ResolvedDiscount[];
  trialEnd: number | null;
  /** When it is billed. */
  cycle: FirstCycle;
}

/** Checks what is asked for and settles currency, trial and first period. Throws 400 in Stripe's words. */
export function takeOrder(tx: Transaction, request: OrderRequest, customer: Customer | null): Order {
  const usual = request.currency ?? customer?.currency ?? undefined;
  const items = request.items.map((item, i) =>
    resolveItem(tx, item, `${request.itemsParam}[${i}]`, { currency: usual, planned: request.planned }),
  );
  const first = items[0];
  if (!first) {
    const param = request.itemsParam;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  checkTogether(items, first);
  const currency = currencyOf(tx, request, items, first.price, customer);
  const trialEnd = trialEndOf(tx, planned(request, items));
  const purchase = {
    now: tx.now(),
    currency,
    subtotal: trialEnd === null ? amountAhead(tx, items, currency) : 0,
    products: items.map((item) => productOf(item.price)),
    customer: customer && { id: customer.id, hasPriorTransactions: hasPriorTransactions(tx, customer.id) },
  };
  const wanted = request.planned ? redeemable(tx, request.discounts ?? [], purchase) : request.discounts;
  const discounts = resolveDiscounts(tx, wanted, purchase);
  const cycle = firstCycle(tx, request, recurrenceOf(first.price), trialEnd);
  return { currency, items, discounts, trialEnd, cycle };
}

/** The trial that the prices come with counts only when it is asked for. */
function planned(request: OrderRequest, items: readonly NewItem[]): TrialRequest {
  if (!request.trial_from_plan) return request;
  if (request.trial_end !== undefined || request.trial_period_days !== undefined) {
    const other = request.trial_end === undefined ? 'trial_period_days' : 'trial_end';
    const message = `You may only specify one of these parameters: ${other}, trial_from_plan.`;
    throw invalidRequest(message, { param: 'trial_from_plan' });
  }
  const days = Math.max(...items.map((item) => item.price.recurring?.trial_period_days ?? 0));
  return { trial_end: undefined, trial_period_days: days === 0 ? undefined : days };
}

function amountAhead(tx: Transaction, items: readonly NewItem[], currency: string): number {
  return billedAhead(items).reduce((sum, item) => sum + itemAmount(tx, item, currency), 0);
}

/** How often a recurring price recurs. */
export function recurrenceOf(price: Price) {
  if (!price.recurring) throw new Error(`${price.id} does not recur.`);
  return price.recurring;
}

interface Terms {
  /** Unless the item says otherwise. */
  currency: string | undefined;
  planned: boolean | undefined;
}

function resolveItem(
  tx: Transaction,
  item: OrderRequest['items'][number],
  at: string,
  terms: Terms,
): NewItem {
  const price = priceOf(tx, item, at, terms);
  const quantity = quantityOf(price, item.quantity, `${at}[quantity]`);
  const asked = item.discounts ? { discounts: item.discounts } : {};
  return { id: tx.newId('si'), price, quantity, metadata: item.metadata ?? {}, ...asked };
}

function priceOf(
  tx: Transaction,
  item: OrderRequest['items'][number],
  at: string,
  { currency, planned }: Terms,
): Price {
  const param = `${at}[price]`;
  if (item.price !== undefined && item.price_data) {
    throw invalidRequest('You may only specify one of these parameters: price, price_data.', { param: at });
  }
  if (item.price_data) {
    return inlinePrice(tx, item.price_data, `${at}[price_data]`, currency ?? item.price_data.currency);
  }
  if (item.price !== undefined) {
    return planned ? tx.referenced(prices, item.price, param) : usablePrice(tx, item.price, param);
  }
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** How many of a price: one if nothing is said, none of what is billed by usage. Throws 400. */
export function quantityOf(price: Price, asked: number | undefined, param: string): number {
  if (!isMetered(price)) return asked ?? 1;
  if (asked === undefined) return 0;
  throw forbiddenState('You cannot set the quantity for metered plans.', { param });
}

/** What is billed when a period begins: in flexible billing usage makes no line before there is any. */
export function billedAhead<Item extends { price: Price }>(items: readonly Item[]): Item[] {
  return items.filter((item) => !isMetered(item.price));
}

/** A price that a subscription may have. Throws 400. */
export function usablePrice(tx: Transaction, id: string, param: string): Price {
  const price = tx.referenced(prices, id, param);
  if (!price.active) {
    throw forbiddenState('The price specified is inactive. This field only accepts active prices.', {
      param,
    });
  }
  if (!price.recurring) {
    const message =
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.';
    throw forbiddenState(message, { param });
  }
  return price;
}

function checkTogether(items: readonly NewItem[], first: NewItem): void {
  const ids = new Set<string>();
  for (const { price } of items) {
    if (ids.has(price.id)) {
      const message = `Cannot create a Subscription with multiple Subscription Items with the same Price: ${price.id}`;
      throw forbiddenState(message, { param: 'plan' });
    }
    ids.add(price.id);
    const [own, other] = [recurrenceOf(price), recurrenceOf(first.price)];
    if (own.interval !== other.interval || own.interval_count !== other.interval_count) {
      throw notImplemented('subscriptions whose prices have different intervals', 'items');
    }
  }
}

function currencyOf(
  tx: Transaction,
  request: OrderRequest,
  items: readonly NewItem[],
  first: Price,
  customer: Customer | null,
): string {
  const usual = customer?.currency ?? first.currency;
  const offered = items.every(({ price }) => optionsOf(tx, price)[usual] !== undefined);
  const currency = request.currency ?? (offered ? usual : first.currency);
  items.forEach(({ price }, i) => {
    if (optionsOf(tx, price)[currency]) return;
    const message =
      `The price specified only supports ${Object.keys(optionsOf(tx, price)).map(quoted).join(', ')}. ` +
      `This doesn't match the expected currency: ${quoted(currency)}.`;
    throw forbiddenState(message, { param: `${request.itemsParam}[${i}][price]` });
  });
  if (customer) refuseSecondCurrency(tx, customer, currency);
  return currency;
}

function quoted(word: string): string {
  return `\`${word}\``;
}

/** While anything of a customer's is live in one currency, nothing can begin in another. */
function refuseSecondCurrency(tx: Transaction, customer: Customer, currency: string): void {
  const live = liveSubscriptions(tx, customer.id).find((subscription) => subscription.currency !== currency);
  const held = customer.balance !== 0 && customer.currency && customer.currency !== currency;
  const other = live?.currency ?? (held ? customer.currency : null);
  if (!other) return;
  const message =
    'You cannot combine currencies on a single customer. This customer has an active subscription, subscription ' +
    `schedule, discount, quote, invoice item or active subscription mode checkout session with currency ${other}.`;
  throw forbiddenState(message);
}

/** Whether Stripe counts a customer as one who has bought before: a payment made, or an invoice not voided. */
export function hasPriorTransactions(tx: Transaction, customerId: string): boolean {
  const invoiced = tx
    .where(invoices, 'customer', customerId)
    .some((invoice) => invoice.status !== 'void' && invoice.status !== 'draft');
  if (invoiced) return true;
  const paid = tx.where(paymentIntents, 'customer', customerId);
  return paid.some((intent) => intent.status === 'succeeded' && idOf(intent.customer) === customerId);
}
