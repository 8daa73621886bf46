import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

const HOUR = 3600;

const meterOf = (event_name: string) =>
  stripe.billing.meters.create({
    display_name: 'Conformance',
    event_name,
    default_aggregation: { formula: 'sum' },
  });

const now = () => Math.floor(Date.now() / 1000);

describeResource('Billing meters', () => {
  it('map events by the usual keys, and can be switched off and on', async () => {
    const meter = await meterOf(randomUUID());
    expect(meter).toMatchObject({
      object: 'billing.meter',
      customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      status: 'active',
      value_settings: { event_payload_key: 'value' },
    });
    expect(await stripe.billing.meters.deactivate(meter.id)).toMatchObject({
      status: 'inactive',
      status_transitions: { deactivated_at: expect.any(Number) },
    });
    expect((await stripe.billing.meters.reactivate(meter.id)).status).toBe('active');
    await stripe.billing.meters.deactivate(meter.id);
  });

  it('have an event name to themselves', async () => {
    const meter = await meterOf(randomUUID());
    expect((await refusal(meterOf(meter.event_name))).statusCode).toBe(400);
    await stripe.billing.meters.deactivate(meter.id);
  });

  it('take an event once, of the last 35 days, with a customer and a number', async () => {
    const meter = await meterOf(randomUUID());
    const customer = (await anyCustomer()).id;
    const send = (payload: Record<string, string>, extra: { identifier?: string; timestamp?: number } = {}) =>
      stripe.billing.meterEvents.create({ event_name: meter.event_name, payload, ...extra });
    const payload = { stripe_customer_id: customer, value: '5' };
    const identifier = randomUUID();
    expect(await send(payload, { identifier })).toMatchObject({
      object: 'billing.meter_event',
      event_name: meter.event_name,
      identifier,
      payload,
    });
    const again = send(payload, { identifier });
    expect((await refusal(again)).statusCode).toBe(400);
    const tooOld = send(payload, { timestamp: now() - 36 * 24 * HOUR });
    expect((await refusal(tooOld)).statusCode).toBe(400);
    const tooEarly = send(payload, { timestamp: now() + HOUR });
    expect((await refusal(tooEarly)).statusCode).toBe(400);
    expect((await refusal(send({ value: '5' }))).statusCode).toBe(400);
    await stripe.billing.meters.deactivate(meter.id);
  });

  it('add usage up for a customer', async () => {
    const meter = await meterOf(randomUUID());
    const customer = (await anyCustomer()).id;
    for (const value of ['5', '7']) {
      await stripe.billing.meterEvents.create({
        event_name: meter.event_name,
        payload: { stripe_customer_id: customer, value },
      });
    }
    const start_time = Math.floor(now() / HOUR) * HOUR - HOUR;
    const range = { customer, start_time, end_time: start_time + 3 * HOUR };
    const { data } = await eventually(
      () => stripe.billing.meters.listEventSummaries(meter.id, range),
      (summaries) => summaries.data[0]?.aggregated_value === 12,
    );
    expect(data).toMatchObject([
      { object: 'billing.meter_event_summary', aggregated_value: 12, meter: meter.id },
    ]);
    const crooked = stripe.billing.meters.listEventSummaries(meter.id, {
      ...range,
      start_time: start_time + 1,
    });
    expect((await refusal(crooked)).statusCode).toBe(400);
    await stripe.billing.meters.deactivate(meter.id);
  });

  it('bill usage alone without a first invoice', async () => {
    const meter = await meterOf(randomUUID());
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
      product_data: { name: 'Conformance usage' },
    });
    const subscription = await stripe.subscriptions.create({
      customer: (await anyCustomer()).id,
      items: [{ price: price.id }],
      payment_behavior: 'default_incomplete',
      billing_mode: { type: 'flexible' },
    });
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: null });
    const counted = stripe.subscriptions.create({
      customer: (await anyCustomer()).id,
      items: [{ price: price.id, quantity: 2 }],
    });
    expect((await refusal(counted)).statusCode).toBe(400);
    await stripe.billing.meters.deactivate(meter.id);
  });
});
