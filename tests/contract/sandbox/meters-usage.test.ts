import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, eventsOf, openShop, type Shop, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';
import { meterOf, report, used } from './meters-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('a meter', () => {
  it('is made with the usual keys, renamed, switched off and on again', async () => {
    const { meters } = shop.stripe.billing;
    const made = await eventsOf(shop, () => meterOf(shop));
    expect(typesOf(made)).toEqual(['billing.meter.created']);
    const meter = await meterOf(shop);
    expect(meter).toMatchObject({
      id: expect.stringMatching(/^mtr_test_/),
      object: 'billing.meter',
      status: 'active',
      customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      value_settings: { event_payload_key: 'value' },
      event_time_window: null,
      status_transitions: { deactivated_at: null },
    });
    const life = await eventsOf(shop, async () => {
      expect((await meters.update(meter.id, { display_name: 'Calls' })).display_name).toBe('Calls');
      expect(await meters.deactivate(meter.id)).toMatchObject({
        status: 'inactive',
        status_transitions: { deactivated_at: shop.now() },
      });
      expect((await meters.list({ status: 'inactive' })).data.map((one) => one.id)).toContain(meter.id);
      expect((await meters.reactivate(meter.id)).status).toBe('active');
    });
    expect(typesOf(life)).toEqual([
      'billing.meter.updated',
      'billing.meter.deactivated',
      'billing.meter.reactivated',
    ]);
    expect((await meters.retrieve(meter.id)).status_transitions.deactivated_at).toBeNull();
  });

  it('has its event name to itself', async () => {
    const meter = await meterOf(shop);
    const second = await refusalOf(meterOf(shop, { event_name: meter.event_name }));
    expect(second).toMatchObject({ statusCode: 400, param: 'event_name' });
  });

  it('that is switched off takes no events and no prices', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    await shop.stripe.billing.meters.deactivate(meter.id);
    expect((await refusalOf(report(shop, meter, buyer, '1'))).message).toBe(
      `No active meter found for event name "${meter.event_name}".`,
    );
    const price = shop.stripe.prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 1,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    });
    expect(await refusalOf(price)).toMatchObject({ statusCode: 400, param: 'recurring[meter]' });
  });
});

describe('usage', () => {
  it.each<['count' | 'last' | 'sum', number]>([
    ['count', 3],
    ['last', 2],
    ['sum', 17],
  ])('is added up by %s', async (formula, total) => {
    const meter = await meterOf(shop, { default_aggregation: { formula } });
    const buyer = await customer(shop);
    const start = shop.now() - 600;
    // The last by its time, not by when it was reported.
    for (const [value, at] of [
      ['10', 0],
      ['2', 60],
      ['5', 30],
    ] as const) {
      await report(shop, meter, buyer, value, { timestamp: start + at });
    }
    expect(await used(shop, meter, buyer)).toBe(total);
  });

  it('of pre-aggregated hours is the last event of each', async () => {
    const meter = await meterOf(shop, { event_time_window: 'hour' });
    const buyer = await customer(shop);
    const hour = Math.floor(shop.now() / 3600) * 3600 - 2 * 3600;
    for (const [value, at] of [
      ['10', 0],
      ['12', 1800],
      ['5', 3600],
    ] as const) {
      await report(shop, meter, buyer, value, { timestamp: hour + at });
    }
    expect(await used(shop, meter, buyer)).toBe(17);
  });

  it('is shown by the hour, newest first', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    const hour = Math.floor(shop.now() / 3600) * 3600 - 10 * 3600;
    for (const at of [0, 10, 3 * 3600]) await report(shop, meter, buyer, '7', { timestamp: hour + at });
    const range = { customer: buyer, start_time: hour, end_time: hour + 6 * 3600 };
    const hours = await shop.stripe.billing.meters.listEventSummaries(meter.id, {
      ...range,
      value_grouping_window: 'hour',
    });
    expect(hours.data).toMatchObject([
      { aggregated_value: 7, start_time: hour + 3 * 3600, end_time: hour + 4 * 3600, meter: meter.id },
      { aggregated_value: 14, start_time: hour, end_time: hour + 3600 },
    ]);
    const summaries = (extra: object) =>
      shop.stripe.billing.meters.listEventSummaries(meter.id, { ...range, ...extra });
    expect((await refusalOf(summaries({ start_time: hour + 1 }))).param).toBe('start_time');
    expect((await refusalOf(summaries({ end_time: hour + 60, value_grouping_window: 'hour' }))).param).toBe(
      'end_time',
    );
    expect((await refusalOf(summaries({ end_time: hour }))).param).toBe('end_time');
  });
});
