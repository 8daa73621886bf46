import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  endChallenge,
  invoiceOf,
  openShop,
  type Shop,
  subscribe,
} from './billing-harness';

let shop: Shop;
let coupons: string[];
beforeAll(async () => {
  shop = await openShop();
  const made = [{ percent_off: 33.33 }, { percent_off: 100 }, { amount_off: 777, currency: 'usd' }];
  coupons = await Promise.all(made.map(async (params) => (await shop.stripe.coupons.create(params)).id));
});
afterAll(() => shop.close());

const CARDS = [
  'pm_card_visa',
  'pm_card_chargeDeclined',
  'pm_card_chargeCustomerFail',
  'pm_card_authenticationRequired',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
];

type Step =
  | { kind: 'subscribe'; seats: number; coupon: number; trial: boolean }
  | { kind: 'confirm'; card: string }
  | { kind: 'challenge'; outcome: 'succeed' | 'fail' }
  | { kind: 'void' | 'write_off' | 'pay' | 'cancel' | 'cancel_intent' };

const subscribing = fc.record({
  kind: fc.constant('subscribe' as const),
  seats: fc.integer({ min: 1, max: 9 }),
  coupon: fc.integer({ min: 0, max: 6 }),
  trial: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});
const confirming = fc.record({ kind: fc.constant('confirm' as const), card: fc.constantFrom(...CARDS) });
const challenged = fc.record({
  kind: fc.constant('challenge' as const),
  outcome: fc.constantFrom('succeed' as const, 'fail' as const),
});
const others = ['void', 'write_off', 'pay', 'cancel', 'cancel_intent'] as const;
const other = fc.record({ kind: fc.constantFrom(...others) });

const step: fc.Arbitrary<Step> = fc.oneof(
  subscribing,
  { weight: 3, arbitrary: confirming },
  { weight: 2, arbitrary: challenged },
  { weight: 4, arbitrary: other },
);

/** A written-off invoice can still be paid, but not once its subscription is over. */
const WRITTEN_OFF: Step[] = [
  { kind: 'subscribe', seats: 1, coupon: 9, trial: false },
  { kind: 'write_off' },
  { kind: 'cancel' },
  { kind: 'confirm', card: 'pm_card_visa' },
];

/** Does one step to the newest subscription; what Stripe's rules forbid just does not happen. */
async function take(
  buyer: string,
  current: Stripe.Subscription | null,
  next: Step,
): Promise<Stripe.Subscription> {
  if (!current || next.kind === 'subscribe') {
    const { seats, coupon, trial } = next.kind === 'subscribe' ? next : { seats: 1, coupon: 9, trial: false };
    const chosen = coupons[coupon];
    return subscribe(shop, buyer, [{ price: shop.team.monthly, quantity: seats }], {
      ...(chosen === undefined ? {} : { discounts: [{ coupon: chosen }] }),
      ...(trial ? { trial_period_days: 14 } : {}),
    });
  }
  const invoice = invoiceOf(current);
  const intent = current.pending_setup_intent ?? invoice.payments?.data[0]?.payment.payment_intent;
  const id = typeof intent === 'string' ? intent : (intent?.id ?? '');
  const secret = String(
    typeof intent === 'object' && intent !== null && 'client_secret' in intent
      ? intent.client_secret
      : invoice.confirmation_secret?.client_secret,
  );
  const refused = (error: unknown) => error;
  switch (next.kind) {
    case 'confirm':
      if (id !== '') await confirmInBrowser(shop, id, secret, next.card);
      break;
    case 'challenge':
      if (id !== '') await endChallenge(shop, id, secret, next.outcome);
      break;
    case 'void':
      await shop.stripe.invoices.voidInvoice(invoice.id).catch(refused);
      break;
    case 'write_off':
      await shop.stripe.invoices.markUncollectible(invoice.id).catch(refused);
      break;
    case 'pay':
      await shop.stripe.invoices.pay(invoice.id).catch(refused);
      break;
    case 'cancel':
      await shop.stripe.subscriptions.cancel(current.id).catch(refused);
      break;
    case 'cancel_intent':
      if (id.startsWith('pi_')) await shop.stripe.paymentIntents.cancel(id).catch(refused);
      break;
  }
  return current;
}

async function check(subscriptionId: string): Promise<void> {
  const subscription = await shop.stripe.subscriptions.retrieve(subscriptionId, {
    expand: ['latest_invoice.payments'],
  });
  const invoice = invoiceOf(subscription);
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0);
  const lines = invoice.lines.data.reduce((sum, line) => sum + line.amount, 0);
  expect(lines).toBe(invoice.subtotal);
  expect(invoice.subtotal - off).toBe(invoice.total);
  const [payment] = invoice.payments?.data ?? [];
  expect(payment === undefined).toBe(invoice.amount_due === 0);
  const id = payment?.payment.payment_intent;
  const intent = typeof id === 'string' ? await shop.stripe.paymentIntents.retrieve(id) : null;
  if (intent) {
    expect(intent.amount).toBe(invoice.amount_due);
    expect(intent.status === 'succeeded').toBe(invoice.status === 'paid');
    expect(intent.status === 'canceled').toBe(invoice.status === 'void');
    expect(payment?.status).toBe({ paid: 'paid', void: 'canceled' }[String(invoice.status)] ?? 'open');
  }
  expect(invoice.amount_paid).toBe(invoice.status === 'paid' ? invoice.amount_due : 0);
  const begun = ['active', 'trialing', 'canceled'].includes(subscription.status);
  expect(begun).toBe(invoice.status === 'paid');
  if (subscription.status === 'incomplete_expired') expect(invoice.status).toBe('void');
  if (subscription.status === 'incomplete') expect(['open', 'uncollectible']).toContain(invoice.status);
}

describe('whatever is done to a subscription', () => {
  it('its amounts add up, and subscription, invoice, payment and intent agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const buyer = await customer(shop);
        let current: Stripe.Subscription | null = null;
        const seen = new Set<string>();
        for (const next of steps) {
          current = await take(buyer, current, next);
          seen.add(current.id);
          for (const id of seen) await check(id);
        }
      }),
      { numRuns: 30, examples: [[WRITTEN_OFF]] },
    );
  }, 120_000);
});
