import { describe, expect, it } from 'vitest';
import type { EventHint } from '@/lib/payments/provider';
import { isPrevious, looksStale } from '@/lib/payments/providers/stripe/stale';
import type { MirrorRecord, Raw } from '@/lib/payments/records';
import {
  customerRecord,
  entitlementSummaryRecord,
  invoiceRecord,
  paymentRecord,
  productRecord,
  subscriptionRecord,
} from '../../support/records';

describe('whether a value is what an event calls the previous one', () => {
  const cases: readonly (readonly [string, unknown, unknown, boolean])[] = [
    ['the same text', 'active', 'active', true],
    ['another text', 'active', 'past_due', false],
    ['a number and its text', 1, '1', false],
    ['an id, and the object of that id', 'in_1', { id: 'in_1', status: 'paid' }, true],
    ['an id, and the object of another', 'in_1', { id: 'in_2' }, false],
    ['an object, and its id', { id: 'pm_1', type: 'card' }, 'pm_1', true],
    ['a part of a hash', { plan: 'pro' }, { plan: 'pro', seats: '3' }, true],
    ['another part of a hash', { plan: 'pro' }, { plan: 'team', seats: '3' }, false],
    ['nothing, and a key that is not there', null, undefined, true],
    ['nothing, and a value', null, 'in_1', false],
    ['a value, and nothing', 'in_1', null, false],
    ['a value, and a key that is not there', 'in_1', undefined, false],
    ['a hash that lost nothing', {}, { a: 1 }, true],
    ['the same list', ['a', 'b'], ['a', 'b'], true],
    ['a longer list', ['a'], ['a', 'b'], false],
    ['a list in another order', ['a', 'b'], ['b', 'a'], false],
    ['an empty list, and one that is not', [], ['a'], false],
    ['a list, and a hash', [], {}, false],
    ['false, and nothing', false, null, false],
    [
      'the items of a subscription, shown with more about them',
      { data: [{ id: 'si_1', quantity: 2 }] },
      { object: 'list', data: [{ id: 'si_1', quantity: 2, price: { id: 'price_1' } }] },
      true,
    ],
    ['items that have changed', { data: [{ quantity: 2 }] }, { data: [{ quantity: 3 }] }, false],
  ];
  it.each(cases)('%s', (_name, previous, current, expected) => {
    expect(isPrevious(previous, current)).toBe(expected);
  });
});

function hint(fields: Partial<EventHint>): EventHint {
  return {
    type: 'customer.subscription.updated',
    objectType: 'subscription',
    objectId: 'sub_1',
    created: null,
    status: null,
    previous: null,
    ...fields,
  };
}

const subscription = (raw: Raw): MirrorRecord =>
  subscriptionRecord({ id: 'sub_1', raw: { id: 'sub_1', ...raw } });
const payment = (raw: Raw): MirrorRecord =>
  paymentRecord({ id: 'pi_1', raw: { id: 'pi_1', object: 'payment_intent', ...raw } });

describe('an update', () => {
  const event = hint({ status: 'past_due', previous: { status: 'active', latest_invoice: 'in_1' } });

  it('is not in a read that still shows all that it changed as it was', () => {
    const old = subscription({ status: 'active', latest_invoice: { id: 'in_1' } });
    expect(looksStale([event], old)).toBe(true);
  });

  it('is in a read that shows some of it changed', () => {
    expect(looksStale([event], subscription({ status: 'past_due', latest_invoice: 'in_1' }))).toBe(false);
  });

  it('may be the older of two: a read from before both is too old', () => {
    const events = [hint({ previous: { quantity: 1 } }), hint({ previous: { quantity: 2 } })];
    expect(looksStale(events, subscription({ quantity: 1 }))).toBe(true);
    expect(looksStale(events, subscription({ quantity: 2 }))).toBe(true);
    expect(looksStale(events, subscription({ quantity: 3 }))).toBe(false);
  });

  it('says nothing of a read of something else', () => {
    expect(looksStale([hint({ ...event, objectId: 'sub_2' })], subscription({ status: 'active' }))).toBe(
      false,
    );
  });

  it('that names nothing it changed says nothing', () => {
    expect(looksStale([hint({ previous: {} })], subscription({}))).toBe(false);
    expect(looksStale([hint({ previous: null })], subscription({}))).toBe(false);
  });
});

describe('an event that only says how far its object has come', () => {
  const succeeded = hint({
    type: 'payment_intent.succeeded',
    objectType: 'payment_intent',
    objectId: 'pi_1',
    status: 'succeeded',
  });

  it('is not in a read of an object that has not come as far', () => {
    expect(looksStale([succeeded], payment({ status: 'processing' }))).toBe(true);
    const invoice = invoiceRecord({ id: 'in_1', raw: { id: 'in_1', status: 'open' } });
    expect(looksStale([hint({ objectType: 'invoice', objectId: 'in_1', status: 'paid' })], invoice)).toBe(
      true,
    );
  });

  it('is in a read of one that has come further', () => {
    expect(
      looksStale([hint({ ...succeeded, status: 'requires_action' })], payment({ status: 'succeeded' })),
    ).toBe(false);
  });

  it('says nothing about states that come and go', () => {
    expect(looksStale([hint({ status: 'active' })], subscription({ status: 'past_due' }))).toBe(false);
    expect(looksStale([hint({ status: 'past_due' })], subscription({ status: 'active' }))).toBe(false);
  });

  it('says nothing about a state nobody has heard of yet', () => {
    expect(looksStale([hint({ status: 'canceled' })], subscription({ status: 'hibernating' }))).toBe(false);
    expect(looksStale([hint({ status: 'hibernating' })], subscription({ status: 'active' }))).toBe(false);
  });
});

describe('a charge', () => {
  const charge = hint({
    type: 'charge.refunded',
    objectType: 'charge',
    objectId: 'ch_1',
    created: 2_000,
    status: 'succeeded',
    previous: { amount_refunded: 0, refunded: false },
  });
  const shown = (latest: unknown) => payment({ status: 'succeeded', latest_charge: latest });

  it('is compared with the one that the payment was read with', () => {
    const before = { id: 'ch_1', created: 2_000, status: 'succeeded', amount_refunded: 0, refunded: false };
    expect(looksStale([charge], shown(before))).toBe(true);
    expect(looksStale([charge], shown({ ...before, amount_refunded: 500 }))).toBe(false);
  });

  it('is missing from a read that has none, or an older one', () => {
    expect(looksStale([charge], shown(null))).toBe(true);
    expect(looksStale([charge], shown({ id: 'ch_0', created: 1_000 }))).toBe(true);
    expect(looksStale([charge], shown({ id: 'ch_2', created: 3_000 }))).toBe(false);
  });
});

describe('the entitlements of a customer, which have no id', () => {
  const summary = 'entitlements.active_entitlement_summary';
  const one = {
    id: 'ent_1',
    object: 'entitlements.active_entitlement',
    feature: 'feat_1',
    lookup_key: 'seats',
  };
  const shown = (data: readonly unknown[]): MirrorRecord => ({
    ...entitlementSummaryRecord('cus_1'),
    raw: { object: summary, customer: 'cus_1', entitlements: { data } },
  });
  const updated = hint({
    type: `${summary}.updated`,
    objectType: summary,
    objectId: null,
    previous: { entitlements: { data: [one] } },
  });

  it('are compared with what the event says they were', () => {
    expect(looksStale([updated], shown([one]))).toBe(true);
    expect(looksStale([updated], shown([]))).toBe(false);
  });
});

describe('an object that is not there', () => {
  it('was asked for too early, when nothing says that it has ended', () => {
    expect(looksStale([hint({ type: 'customer.subscription.created' })], null)).toBe(true);
    expect(looksStale([hint({ type: 'product.updated' }), hint({ type: 'product.deleted' })], null)).toBe(
      false,
    );
    expect(looksStale([hint({ type: 'payment_method.detached' })], null)).toBe(false);
  });

  it('was asked for too early, when it is there and yet should not be', () => {
    const deleted = hint({ type: 'product.deleted', objectType: 'product', objectId: 'prod_1' });
    expect(looksStale([deleted], productRecord({ id: 'prod_1', raw: { id: 'prod_1' } }))).toBe(true);
    const discount = hint({ type: 'customer.discount.deleted', objectType: 'discount', objectId: 'di_1' });
    expect(looksStale([discount], customerRecord({ id: 'cus_1', raw: { id: 'cus_1' } }))).toBe(false);
  });

  it('is simply not there, when there is nothing to go by', () => {
    expect(looksStale([], null)).toBe(false);
  });
});
