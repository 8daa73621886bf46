import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, SECRET } from './kernel-harness';
import { DAY, openTimedShop, settled, type TimedShop, typesIn, utc } from './time-harness';

const START = utc(2026, 1, 15, 9);

type Wish = [method: string, path: string, form: string];

/** Sends requests one after another without waiting for answers; answers all that comes back, as it stands. */
function inOnePacket(url: string, wishes: Wish[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const texts = wishes.map(([method, path, form], i) =>
    [
      `${method} ${path} HTTP/1.1`,
      `host: ${hostname}`,
      `authorization: Bearer ${SECRET}`,
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${form.length}`,
      `connection: ${i === wishes.length - 1 ? 'close' : 'keep-alive'}`,
      '',
      form,
    ].join('\r\n'),
  );
  socket.write(texts.join(''));
  return text(socket);
}

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

describe('test clocks', () => {
  it('stand still at the moment they were made for, and live for thirty days', async () => {
    const clock = await shop.stripe.testHelpers.testClocks.create({ frozen_time: START, name: 'Standing' });
    expect(clock).toMatchObject({
      object: 'test_helpers.test_clock',
      frozen_time: START,
      name: 'Standing',
      status: 'ready',
      status_details: {},
      deletes_after: clock.created + 30 * DAY,
    });
    expect(await shop.stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({ id: clock.id });
    const { data } = await shop.stripe.testHelpers.testClocks.list({ limit: 1 });
    expect(data.map(({ id }) => id)).toEqual([clock.id]);
  });

  it('answer at once that they are advancing, and are ready later', async () => {
    const time = await shop.clock(START);
    const advancing = await shop.stripe.testHelpers.testClocks.advance(time.id, { frozen_time: START + DAY });
    expect(advancing).toMatchObject({
      frozen_time: START,
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: START + DAY } },
    });
    await settled(shop, time.id);
    const ready = await shop.stripe.testHelpers.testClocks.retrieve(time.id);
    expect(ready).toMatchObject({ frozen_time: START + DAY, status: 'ready', status_details: {} });
    const { data } = await shop.stripe.events.list({ limit: 3 });
    expect(data.map(({ type }) => type).reverse()).toEqual([
      'test_helpers.test_clock.created',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.ready',
    ]);
  });

  it('move forward only, by two years at most when nothing is subscribed', async () => {
    const time = await shop.clock(START);
    const { testClocks } = shop.stripe.testHelpers;
    for (const frozen_time of [START, START - 1, utc(2028, 1, 15, 9) + 1]) {
      const error = await refusalOf(testClocks.advance(time.id, { frozen_time }));
      expect(error).toMatchObject({ statusCode: 400, param: 'frozen_time' });
    }
    await time.advance(utc(2028, 1, 15, 9));
  });

  it('move by two intervals of the shortest subscription at a time', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    await shop.stripe.subscriptions.create({ customer, items: [{ price: shop.pro.monthly }] });
    await shop.stripe.subscriptions.create({ customer, items: [{ price: shop.pro.yearly }] });
    const far = { frozen_time: utc(2026, 3, 15, 9) + 1 };
    const error = await refusalOf(shop.stripe.testHelpers.testClocks.advance(time.id, far));
    expect(error).toMatchObject({ statusCode: 400, param: 'frozen_time' });
    await time.advance(utc(2026, 3, 15, 9));
  });

  it('stamp billing objects with their own time, payments with real time', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const subscription = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
      expand: ['latest_invoice'],
    });
    expect(subscription).toMatchObject({ created: START, start_date: START, test_clock: time.id });
    expect(subscription.latest_invoice).toMatchObject({ created: START, test_clock: time.id });
    const intents = await shop.stripe.paymentIntents.list({ customer });
    expect(intents.data[0]?.created).toBe(shop.now());
  });

  it('refuse, while they advance, whatever would change what lives on them', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id } = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
    });
    const clock = `/v1/test_helpers/test_clocks/${time.id}`;
    const advance: Wish = ['POST', `${clock}/advance`, `frozen_time=${START + 59 * DAY}`];
    // In one packet: by the next one the clock may have arrived.
    const answers = await inOnePacket(shop.harness.url, [
      advance,
      ['POST', `/v1/customers/${customer}`, 'name=Grace'],
      ['DELETE', `/v1/subscriptions/${id}`, ''],
      ['POST', '/v1/customers', `test_clock=${time.id}`],
      ['DELETE', clock, ''],
      advance,
    ]);
    expect(answers.match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(['200', '429', '429', '429', '429', '429']);
    expect(answers.match(/Test clock advancement underway - cannot perform modifications/g)).toHaveLength(5);
    await settled(shop, time.id);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ name: null });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
    await shop.stripe.customers.update(customer, { name: 'Grace' });
  });

  it('hold three customers with three subscriptions each', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    await time.customer(null);
    await time.customer(null);
    expect(await refusalOf(time.customer(null))).toMatchObject({ statusCode: 400, param: 'test_clock' });
    const subscribe = () =>
      shop.stripe.subscriptions.create({ customer, items: [{ price: shop.pro.monthly }] });
    for (let i = 0; i < 3; i += 1) await subscribe();
    expect(await refusalOf(subscribe())).toMatchObject({ statusCode: 400 });
  });

  it('are deleted with their customers, whose subscriptions end', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id } = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
    });
    expect(await shop.stripe.testHelpers.testClocks.del(time.id)).toEqual({
      id: time.id,
      object: 'test_helpers.test_clock',
      deleted: true,
    });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' });
    const gone = await refusalOf(shop.stripe.testHelpers.testClocks.retrieve(time.id));
    expect(gone).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const { data } = await shop.stripe.events.list({ limit: 10 });
    const types = typesIn(
      data.reverse(),
      'customer.subscription.deleted',
      'customer.deleted',
      'test_helpers.test_clock.deleted',
    );
    expect(types).toEqual([
      'customer.subscription.deleted',
      'customer.deleted',
      'test_helpers.test_clock.deleted',
    ]);
  });

  it('keep their objects out of lists that do not name them', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer(null);
    const all = await shop.stripe.customers.list({ limit: 100 });
    expect(all.data.map(({ id }) => id)).not.toContain(customer);
    const there = await shop.stripe.customers.list({ test_clock: time.id });
    expect(there.data.map(({ id }) => id)).toEqual([customer]);
  });

  it('are refused for customers when there is no such clock', async () => {
    const error = await refusalOf(shop.stripe.customers.create({ test_clock: 'clock_nobody' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'test_clock' });
  });
});
