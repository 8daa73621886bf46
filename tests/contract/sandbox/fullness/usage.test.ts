import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meterOf, report } from '../meters-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

describe('what is filled in', () => {
  it('meters: active, inactive, active again, and the price of what they count', async () => {
    const meter = await meterOf(stage);
    stage.fits(meter, 'active');
    const price = await stripe.prices.create({
      product: stage.pro.product,
      currency: 'usd',
      unit_amount: 1,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    });
    stage.fits(price, 'recurring, metered');
    stage.fits(await stripe.billing.meters.deactivate(meter.id), 'inactive');
    stage.fits(await stripe.billing.meters.reactivate(meter.id), 'active');
  });

  it('a meter event, with an identifier that nobody gave, and the summary of it', async () => {
    const meter = await meterOf(stage);
    const { id: customer } = await stage.buyer();
    const event = await report(stage, meter, customer, '7');
    stage.fits(event, 'any');
    expect(event).toMatchObject({ payload: { stripe_customer_id: customer, value: '7' } });
    const minute = Math.floor(event.timestamp / 60) * 60;
    const asked = { customer, start_time: minute - 3600, end_time: minute + 60 };
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, asked);
    expect(data).toHaveLength(1);
    for (const summary of data) stage.fits(summary, 'any');
    expect(data[0]).toMatchObject({ aggregated_value: 7, meter: meter.id });
  });

  it('a feature and the entitlement to it', async () => {
    const feature = await stripe.entitlements.features.create({ name: 'Export', lookup_key: 'export' });
    stage.fits(feature, 'any');
    await stripe.products.createFeature(stage.pro.product, { entitlement_feature: feature.id });
    const { id: customer } = await stage.buyer();
    await stripe.subscriptions.create({ customer, items: [{ price: stage.pro.monthly }] });
    const { data } = await stripe.entitlements.activeEntitlements.list({ customer });
    expect(data).toHaveLength(1);
    for (const entitlement of data) stage.fits(entitlement, 'any');
    expect(data[0]).toMatchObject({ feature: feature.id, lookup_key: 'export' });
  });
});
