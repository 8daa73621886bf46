import { forbiddenState, idOf, invalidRequest, type Transaction } from '../../kernel';
import { attachedMethod, type Customer } from '../../payments';
import { boundary } from '../arithmetic/period';
import { coupons } from '../coupons/coupon';
import { couponOf, discounts } from '../discounts/discount';
import { optionsOf, type Price } from '../prices/price';
import { promotionCodes } from '../promotion-codes/promotion-code';
import { inlinePrice } from '../subscriptions/inline-price';
import { quantityOf, recurrenceOf, usablePrice } from '../subscriptions/order';
import type { PhaseRequest } from './params';
import { inlineItem } from './phase-invoice-items';
import type { Phase } from './schedule';

interface Beginning {
  customer: Customer;
  /** When the first of the phases begins (unix seconds). */
  start: number;
  /** The default of `collection_method` and the like is the schedule's; a phase that is silent keeps null. */
  currency?: string | undefined;
}

/** The phases that a request describes, one after the other without a gap. Throws 400. */
export function phasesOf(tx: Transaction, requests: readonly PhaseRequest[], beginning: Beginning): Phase[] {
  if (requests.length === 0) {
    throw invalidRequest('Missing required param: phases.', { code: 'parameter_missing', param: 'phases' });
  }
  const phases: Phase[] = [];
  requests.forEach((request, i) => {
    const previous = phases.at(-1);
    const start = previous?.end_date ?? beginning.start;
    const currency = previous?.currency ?? beginning.currency;
    phases.push(phaseOf(tx, request, { ...beginning, start, currency }, `phases[${i}]`));
  });
  return phases;
}

function phaseOf(tx: Transaction, request: PhaseRequest, beginning: Beginning, at: string): Phase {
  const { customer, start } = beginning;
  const prices = request.items.map((item, i) => priceOf(tx, item, `${at}[items][${i}]`, request.currency));
  const [first] = prices;
  if (!first) {
    const param = `${at}[items]`;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const currency = request.currency ?? beginning.currency ?? currencyOf(tx, prices, customer, first);
  refuseCurrency(tx, prices, currency, at);
  const end_date = endOf(tx, request, start, first, at);
  if (request.default_payment_method !== undefined) {
    attachedMethod(tx, request.default_payment_method, customer.id, `${at}[default_payment_method]`);
  }
  return {
    ...constants,
    add_invoice_items: (request.add_invoice_items ?? []).map((item, i) =>
      inlineItem(tx, item, currency, `${at}[add_invoice_items][${i}]`),
    ),
    billing_cycle_anchor: request.billing_cycle_anchor ?? null,
    collection_method: request.collection_method ?? null,
    currency,
    default_payment_method: request.default_payment_method ?? null,
    description: request.description ?? null,
    discounts: (request.discounts ?? []).map((one, i) => discountOf(tx, one, `${at}[discounts][${i}]`)),
    end_date,
    invoice_settings:
      request.invoice_settings === undefined
        ? null
        : { ...noSettings, days_until_due: request.invoice_settings.days_until_due ?? null },
    items: prices.map((price, i) => itemOf(price, request.items[i] ?? {}, `${at}[items][${i}]`)),
    metadata: request.metadata ?? {},
    proration_behavior: request.proration_behavior ?? 'create_prorations',
    start_date: start,
    trial_end: trialEnd(tx, request, end_date),
  };
}

function priceOf(
  tx: Transaction,
  item: PhaseRequest['items'][number],
  at: string,
  currency: string | undefined,
): Price {
  if (item.price_data && item.price === undefined) {
    return inlinePrice(tx, item.price_data, `${at}[price_data]`, currency ?? item.price_data.currency);
  }
  if (item.price !== undefined && !item.price_data) return usablePrice(tx, item.price, `${at}[price]`);
  throw invalidRequest('You must specify exactly one of these parameters: price, price_data.', { param: at });
}

function currencyOf(tx: Transaction, prices: readonly Price[], customer: Customer, first: Price): string {
  const usual = customer.currency ?? first.currency;
  return prices.every((price) => optionsOf(tx, price)[usual]) ? usual : first.currency;
}

function refuseCurrency(tx: Transaction, prices: readonly Price[], currency: string, at: string): void {
  const index = prices.findIndex((price) => !optionsOf(tx, price)[currency]);
  if (index < 0) return;
  throw forbiddenState(`The price specified does not support \`${currency}\`.`, {
    param: `${at}[items][${index}][price]`,
  });
}

/** When a phase ends: where that is said, else after one interval of its prices. */
function endOf(
  tx: Transaction,
  { end_date, duration }: PhaseRequest,
  start: number,
  price: Price,
  at: string,
) {
  if (end_date !== undefined && duration) {
    throw invalidRequest('You may only specify one of these parameters: duration, end_date.', { param: at });
  }
  if (duration) {
    const { interval, interval_count = 1 } = duration;
    return boundary(start, { interval, interval_count }, 1);
  }
  const end = end_date === 'now' ? tx.now() : (end_date ?? boundary(start, recurrenceOf(price), 1));
  if (end > start || end_date === 'now') return end;
  throw invalidRequest('The end of a phase must be after its start.', { param: `${at}[end_date]` });
}

function trialEnd(tx: Transaction, { trial, trial_end }: PhaseRequest, end: number): number | null {
  if (trial) return end;
  return trial_end === 'now' ? tx.now() : (trial_end ?? null);
}

function discountOf(
  tx: Transaction,
  { coupon, discount, promotion_code }: NonNullable<PhaseRequest['discounts']>[number],
  at: string,
): Phase['discounts'][number] {
  if (coupon !== undefined) tx.referenced(coupons, coupon, `${at}[coupon]`);
  if (promotion_code !== undefined) tx.referenced(promotionCodes, promotion_code, `${at}[promotion_code]`);
  const known = discount === undefined ? undefined : tx.referenced(discounts, discount, `${at}[discount]`);
  return {
    coupon: coupon ?? (known && promotion_code === undefined ? couponOf(known) : null),
    discount: discount ?? null,
    promotion_code: promotion_code ?? idOf(known?.promotion_code),
  };
}

function itemOf(
  price: Price,
  asked: Partial<PhaseRequest['items'][number]>,
  at: string,
): Phase['items'][number] {
  const quantity = quantityOf(price, asked.quantity, `${at}[quantity]`);
  return {
    billing_thresholds: null,
    discounts: [],
    metadata: asked.metadata ?? {},
    plan: price.id,
    price: price.id,
    ...(price.recurring?.usage_type === 'metered' ? {} : { quantity }),
    tax_rates: [],
  };
}

const noSettings = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: null,
};

const constants = {
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_thresholds: null,
  default_tax_rates: [],
  on_behalf_of: null,
  transfer_data: null,
} satisfies Partial<Phase>;
