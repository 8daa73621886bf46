import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop } from './billing-harness';
import { refusalOf } from './kernel-harness';
import { meterOf, report, used } from './meters-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const DAY = 86_400;

describe('an event', () => {
  it('counts from then on', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    const event = await report(shop, meter, buyer, '25', { identifier: 'first', timestamp: shop.now() - 60 });
    expect(event).toEqual({
      object: 'billing.meter_event',
      created: shop.now(),
      event_name: meter.event_name,
      identifier: 'first',
      livemode: false,
      payload: { stripe_customer_id: buyer, value: '25' },
      timestamp: shop.now() - 60,
    });
    await report(shop, meter, buyer, '0.5');
    await report(shop, meter, buyer, '-5');
    await report(shop, meter, await customer(shop), '1000');
    expect(await used(shop, meter, buyer)).toBe(20.5);
  });

  it('is taken once for its identifier, within a day', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    await report(shop, meter, buyer, '1', { identifier: 'once' });
    const again = await refusalOf(report(shop, meter, buyer, '1', { identifier: 'once' }));
    expect(again).toMatchObject({
      statusCode: 400,
      message: 'An event already exists with identifier once.',
    });
    expect(await used(shop, meter, buyer)).toBe(1);
    shop.wait(DAY);
    await report(shop, meter, buyer, '1', { identifier: 'once' });
    expect(await used(shop, meter, buyer)).toBe(2);
  });

  it('is of the last 35 days, or of the next five minutes', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    const at = (timestamp: number) => report(shop, meter, buyer, '1', { timestamp });
    const oldest = shop.now() - 35 * DAY;
    await at(oldest);
    expect(await refusalOf(at(oldest - 1))).toMatchObject({
      statusCode: 400,
      message: `The event timestamp cannot be more than 35 days in past. Expected a timestamp greater than or equal to ${oldest}.`,
    });
    await at(shop.now() + 300);
    expect((await refusalOf(at(shop.now() + 301))).statusCode).toBe(400);
  });

  it('needs a customer and a number, under the keys of its meter', async () => {
    const meter = await meterOf(shop, {
      customer_mapping: { type: 'by_id', event_payload_key: 'who' },
      value_settings: { event_payload_key: 'bytes' },
    });
    const who = await customer(shop);
    const send = (payload: Record<string, string>) =>
      shop.stripe.billing.meterEvents.create({ event_name: meter.event_name, payload });
    await send({ who, bytes: '12' });
    expect(await used(shop, meter, who)).toBe(12);
    expect((await refusalOf(send({ bytes: '12' }))).param).toBe('payload[who]');
    expect((await refusalOf(send({ who }))).param).toBe('payload[bytes]');
    expect((await refusalOf(send({ who, bytes: 'many' }))).param).toBe('payload[bytes]');
    expect(await refusalOf(send({ who: 'cus_none', bytes: '1' }))).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'payload[who]',
    });
  });

  it('can be taken back within a day', async () => {
    const meter = await meterOf(shop);
    const buyer = await customer(shop);
    const cancel = (identifier: string) =>
      shop.stripe.billing.meterEventAdjustments.create({
        event_name: meter.event_name,
        type: 'cancel',
        cancel: { identifier },
      });
    await report(shop, meter, buyer, '3', { identifier: 'wrong' });
    await report(shop, meter, buyer, '4', { identifier: 'right' });
    expect(await cancel('wrong')).toMatchObject({
      object: 'billing.meter_event_adjustment',
      cancel: { identifier: 'wrong' },
      type: 'cancel',
      status: 'pending',
    });
    expect(await used(shop, meter, buyer)).toBe(4);
    expect((await refusalOf(cancel('wrong'))).statusCode).toBe(400);
    expect((await refusalOf(report(shop, meter, buyer, '3', { identifier: 'wrong' }))).statusCode).toBe(400);
    shop.wait(DAY + 1);
    expect((await refusalOf(cancel('right'))).statusCode).toBe(400);
  });
});
