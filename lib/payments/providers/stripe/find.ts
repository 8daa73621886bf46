import type Stripe from 'stripe';
import { mapResult } from '../../map-result';
import type {
  PaymentProvider,
  PreviewRequest,
  PromotionCodeFacts,
  ProviderResult,
  Started,
} from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { labelOf } from './map/coupon';
import { idOf } from './map/fields';
import { quantityParam } from './quantity';
import {
  INVOICE_EXPAND,
  SUBSCRIPTION_EXPAND,
  toStartedInvoice,
  toStartedPayment,
  toStartedSubscription,
} from './started';

/** How far back a look-up by our own id goes: an operation is a day old at most. */
const FAR_BACK = 100;

async function readStarted(
  stripe: KeyedStripe,
  type: 'subscription' | 'payment' | 'invoice',
  id: string,
): Promise<Started> {
  switch (type) {
    case 'subscription':
      return toStartedSubscription(await stripe.subscriptions.retrieve(id, { expand: SUBSCRIPTION_EXPAND }));
    case 'payment':
      return toStartedPayment(await stripe.paymentIntents.retrieve(id));
    case 'invoice':
      return toStartedInvoice(await stripe.invoices.retrieve(id, { expand: INVOICE_EXPAND }));
    default:
      return type satisfies never;
  }
}

async function findSubscription(
  stripe: KeyedStripe,
  customer: string,
  operationId: string,
): Promise<Started | null> {
  const expand = SUBSCRIPTION_EXPAND.map((path) => `data.${path}`);
  const page = await stripe.subscriptions.list({ customer, status: 'all', limit: FAR_BACK, expand });
  const match = page.data.find(({ metadata }) => metadata.operation_id === operationId);
  return match ? toStartedSubscription(match) : null;
}

async function findPayment(
  stripe: KeyedStripe,
  customer: string,
  operationId: string,
): Promise<Started | null> {
  const page = await stripe.paymentIntents.list({ customer, limit: FAR_BACK });
  const match = page.data.find(({ metadata }) => metadata.operation_id === operationId);
  return match ? toStartedPayment(match) : null;
}

function isUsedUp({
  max_redemptions: most,
  times_redeemed: used,
}: Stripe.PromotionCode | Stripe.Coupon): boolean {
  return most !== null && used >= most;
}

function minimumOf({ restrictions }: Stripe.PromotionCode): PromotionCodeFacts['minimum'] {
  const { minimum_amount: amount, minimum_amount_currency: currency } = restrictions;
  return amount !== null && currency !== null ? { amount, currency } : null;
}

function judge(
  code: Stripe.PromotionCode | undefined,
  customerId: string | null,
): ProviderResult<PromotionCodeFacts> {
  const coupon = code?.promotion.coupon;
  // A code bound to one customer is unknown to everybody else.
  const foreign = code?.customer != null && idOf(code.customer) !== customerId;
  if (!code || !coupon || typeof coupon === 'string' || foreign) {
    return { kind: 'refused', code: 'promotion_code_unknown', detail: 'no such promotion code' };
  }
  // Looked at first: with its last redemption a code also stops being active.
  const usedUp = isUsedUp(code) || isUsedUp(coupon);
  if (!usedUp && !(code.active && coupon.valid)) {
    return { kind: 'refused', code: 'promotion_code_expired', detail: code.id };
  }
  const { first_time_transaction: firstTimeOnly } = code.restrictions;
  return {
    kind: 'ok',
    value: { id: code.id, label: labelOf(coupon), usedUp, firstTimeOnly, minimum: minimumOf(code) },
  };
}

function previewParams(request: PreviewRequest): Stripe.InvoiceCreatePreviewParams {
  return {
    ...(request.customerId ? { customer: request.customerId } : {}),
    currency: request.currency,
    subscription_details: {
      items: [{ price: request.priceId, ...quantityParam(request.quantity) }],
      ...(request.trialDays > 0
        ? { trial_end: Math.floor(Date.now() / 1000) + request.trialDays * 86_400 }
        : {}),
    },
    ...(request.promotionCodeId ? { discounts: [{ promotion_code: request.promotionCodeId }] } : {}),
    ...(request.automaticTax ? { automatic_tax: { enabled: true } } : {}),
  };
}

/** Reads that answer a question of the service's rather than fill the mirror. */
export function lookUps(
  stripe: KeyedStripe,
): Pick<
  PaymentProvider,
  'readStarted' | 'findByOperation' | 'findCustomerByOperation' | 'findPromotionCode' | 'preview'
> {
  return {
    readStarted: (type, id) => call(() => readStarted(stripe, type, id)),
    findByOperation: (type, customerId, operationId) =>
      call(() =>
        type === 'subscription'
          ? findSubscription(stripe, customerId, operationId)
          : findPayment(stripe, customerId, operationId),
      ),
    findCustomerByOperation: (email, operationId) =>
      call(async () => {
        const page = await stripe.customers.list({ email, limit: FAR_BACK });
        const match = page.data.find(({ metadata }) => metadata.operation_id === operationId);
        return match ? { id: match.id } : null;
      }),
    async findPromotionCode(code, customerId) {
      const expand = ['data.promotion.coupon'];
      const listed = await call(() => stripe.promotionCodes.list({ code, limit: 10, expand }));
      if (listed.kind !== 'ok') return listed;
      const { data } = listed.value;
      return judge(data.find(({ active }) => active) ?? data[0], customerId);
    },
    async preview(request) {
      const previewed = await call(() => stripe.invoices.createPreview(previewParams(request)));
      return mapResult(previewed, ({ subtotal, total, total_discount_amounts, total_taxes }) => ({
        subtotal,
        total,
        discount: (total_discount_amounts ?? []).reduce((all, { amount }) => all + amount, 0),
        tax: (total_taxes ?? []).reduce((all, { amount }) => all + amount, 0),
        taxIncluded: (total_taxes ?? []).some(({ tax_behavior }) => tax_behavior === 'inclusive'),
      }));
    },
  };
}
