import { expect, it } from 'vitest';
import { eventObject, targetOf } from '@/lib/payments/providers/stripe/event-target';

const cases: readonly (readonly [string, object, ReturnType<typeof targetOf>])[] = [
  ['customer', { id: 'cus_1' }, { kind: 'customer', id: 'cus_1' }],
  ['product', { id: 'prod_1' }, { kind: 'product', id: 'prod_1' }],
  ['price', { id: 'price_1' }, { kind: 'price', id: 'price_1' }],
  ['subscription', { id: 'sub_1', customer: 'cus_1' }, { kind: 'subscription', id: 'sub_1' }],
  ['invoice', { id: 'in_1', subscription: 'sub_1' }, { kind: 'invoice', id: 'in_1' }],
  ['payment_intent', { id: 'pi_1', invoice: 'in_1' }, { kind: 'payment', id: 'pi_1' }],
  ['payment_method', { id: 'pm_1', customer: null }, { kind: 'payment_method', id: 'pm_1' }],
  ['refund', { id: 're_1', payment_intent: 'pi_1' }, { kind: 'refund', id: 're_1' }],
  ['dispute', { id: 'du_1', payment_intent: 'pi_1' }, { kind: 'dispute', id: 'du_1' }],
  ['charge', { id: 'ch_1', payment_intent: 'pi_1' }, { kind: 'payment', id: 'pi_1' }],
  ['charge', { id: 'ch_1', payment_intent: { id: 'pi_1' } }, { kind: 'payment', id: 'pi_1' }],
  ['charge', { id: 'ch_1', payment_intent: null }, null],
  ['invoice_payment', { id: 'inpay_1', invoice: 'in_1' }, { kind: 'invoice', id: 'in_1' }],
  ['credit_note', { id: 'cn_1', invoice: 'in_1' }, { kind: 'invoice', id: 'in_1' }],
  ['discount', { id: 'di_1', customer: 'cus_1', subscription: null }, { kind: 'customer', id: 'cus_1' }],
  [
    'discount',
    { id: 'di_1', customer: 'cus_1', subscription: 'sub_1' },
    { kind: 'subscription', id: 'sub_1' },
  ],
  [
    'subscription_schedule',
    { id: 'sub_sched_1', subscription: 'sub_1' },
    { kind: 'subscription', id: 'sub_1' },
  ],
  [
    'subscription_schedule',
    { id: 'sub_sched_1', subscription: null, released_subscription: 'sub_1' },
    { kind: 'subscription', id: 'sub_1' },
  ],
  ['subscription_schedule', { id: 'sub_sched_1', subscription: null, customer: 'cus_1' }, null],
  [
    'entitlements.active_entitlement_summary',
    { customer: 'cus_1' },
    { kind: 'entitlement_summary', id: 'cus_1' },
  ],
  ['invoice', {}, null],
  ['invoice', { id: 'upcoming_in_1' }, null],
  ['promotion_code', { id: 'promo_1', customer: 'cus_1' }, null],
  ['coupon', { id: 'co_1' }, null],
  ['setup_intent', { id: 'seti_1', customer: 'cus_1' }, null],
  ['checkout.session', { id: 'cs_1', subscription: 'sub_1' }, null],
  ['constructor', { id: 'x_1' }, null],
];

it.each(cases)('an event about a %s %j is read by %j', (object, fields, target) => {
  expect(targetOf(eventObject.parse({ object, ...fields }))).toEqual(target);
});

it('turns no event away for a reference of another shape', () => {
  expect(targetOf(eventObject.parse({ object: 'invoice', id: 'in_1', customer: 5 }))).toEqual({
    kind: 'invoice',
    id: 'in_1',
  });
  expect(targetOf(eventObject.parse({ object: 'charge', payment_intent: ['pi_1'] }))).toBeNull();
});
