import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, sdk, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('lists, expansion and metadata', () => {
  it('pages forwards and backwards, newest first', async () => {
    const stripe = sdk(harness.url, 'sk_test_pages');
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) made.unshift((await stripe.customers.create({})).id);
    const first = await stripe.customers.list({ limit: 3 });
    expect(first.data.map((item) => item.id)).toEqual(made.slice(0, 3));
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    const second = await stripe.customers.list({ limit: 3, starting_after: made[2] });
    expect(second.data.map((item) => item.id)).toEqual(made.slice(3, 6));
    const back = await stripe.customers.list({ limit: 2, ending_before: made[3] });
    expect(back.data.map((item) => item.id)).toEqual(made.slice(1, 3));
    expect(back.has_more).toBe(true);
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map((item) => item.id)).toEqual(made);
    expect(await refusalOf(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
    expect(await refusalOf(stripe.customers.list({ starting_after: 'cus_x' }))).toMatchObject({
      statusCode: 400,
      param: 'starting_after',
    });
  });

  it('filters by the time of creation', async () => {
    let seconds = 1_800_000_000;
    const timed = await startHarness({ clock: { milliseconds: () => seconds * 1000 } });
    await timed.stripe.customers.create({ email: 'one@example.com' });
    seconds += 100;
    await timed.stripe.customers.create({ email: 'two@example.com' });
    const late = await timed.stripe.customers.list({ created: { gt: 1_800_000_000 } });
    expect(late.data.map((item) => item.email)).toEqual(['two@example.com']);
    const early = await timed.stripe.customers.list({ created: { gte: 1_800_000_000, lt: 1_800_000_100 } });
    expect(early.data.map((item) => item.email)).toEqual(['one@example.com']);
    await timed.close();
  });

  it('expands references, in lists too, and refuses what cannot be expanded', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method?.id } });
    const expand = ['invoice_settings.default_payment_method.customer'];
    const filled = await stripe.customers.retrieve(customer.id, { expand });
    expect(filled).toMatchObject({
      invoice_settings: { default_payment_method: { customer: { id: customer.id } } },
    });
    const list = await stripe.customers.list({
      expand: ['data.invoice_settings.default_payment_method'],
      limit: 1,
    });
    expect(list.data[0]).toMatchObject({
      invoice_settings: { default_payment_method: { object: 'payment_method' } },
    });
    const wrong = await refusalOf(stripe.customers.retrieve(customer.id, { expand: ['email'] }));
    expect(wrong.message).toBe('This property cannot be expanded (email).');
    const deep = await refusalOf(stripe.customers.retrieve(customer.id, { expand: ['a.b.c.d.e'] }));
    expect(deep.message).toContain('You cannot expand more than 4 levels');
  });

  it('merges metadata, removes a key by an empty value and all by an empty whole', async () => {
    const { stripe } = harness;
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
    const merged = await stripe.customers.update(id, { metadata: { b: '', c: '3' } });
    expect(merged.metadata).toEqual({ a: '1', c: '3' });
    const cleared = await stripe.customers.update(id, { metadata: '' });
    expect(cleared.metadata).toEqual({});
    const long = await refusalOf(stripe.customers.update(id, { metadata: { ['k'.repeat(41)]: 'x' } }));
    expect(long.message).toContain('up to 40 characters');
  });

  it('keeps a deleted customer as a stub that lists leave out', async () => {
    const stripe = sdk(harness.url, 'sk_test_deleted');
    const { id } = await stripe.customers.create({});
    expect(await stripe.customers.del(id)).toMatchObject({ id, deleted: true });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
    expect((await stripe.customers.list()).data).toEqual([]);
    expect((await refusalOf(stripe.customers.update(id, { name: 'x' }))).statusCode).toBe(404);
  });

  it('counts calls for tests', async () => {
    const before = await harness.control('GET', '/requests');
    await harness.stripe.customers.list();
    const after = await harness.control('GET', `/requests?since=${String(before.last_seq)}`);
    expect(after.data).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/v1/customers',
        status: 200,
        account: 'contract',
        key_type: 'secret',
        replayed: false,
      }),
    ]);
  });
});
