import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('tax IDs', () => {
  it.each([
    ['DE000000000', 'verified'],
    ['DE111111111', 'unverified'],
    ['DE222222222', 'pending'],
  ])('%s is %s', async (value, status) => {
    const account = newAccount(harness);
    const { id: customer } = await account.stripe.customers.create({});
    const made = await account.stripe.customers.createTaxId(customer, { type: 'eu_vat', value });
    expect(made).toMatchObject({
      country: 'DE',
      customer,
      owner: { type: 'customer', customer },
      verification: { status: 'pending' },
    });
    const known = await account.stripe.customers.retrieveTaxId(customer, made.id);
    expect(known.verification?.status).toBe(status);
    const updates = await account.eventsOf('customer.tax_id.updated');
    expect(updates).toHaveLength(status === 'pending' ? 0 : 1);
  });

  it.each([
    ['eu_vat', 'ATU12345678', 'AT'],
    ['eu_vat', 'EL123456789', 'GR'],
    ['eu_vat', 'NL123456789B01', 'NL'],
    ['gb_vat', 'GB123456789', 'GB'],
    ['us_ein', '12-3456789', 'US'],
    ['ch_vat', 'CHE-123.456.789 MWST', 'CH'],
    ['au_abn', '12345678912', 'AU'],
    ['za_vat', '4123456789', 'ZA'],
  ] as const)('%s takes %s', async (type, value, country) => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create({});
    const made = await stripe.customers.createTaxId(id, { type, value });
    expect(made).toMatchObject({ type, value, country });
    const looked = ['eu_vat', 'gb_vat', 'au_abn'].includes(type);
    expect(made.verification?.status).toBe(looked ? 'pending' : 'unavailable');
  });

  it.each([
    ['eu_vat', 'DE12345678'],
    ['eu_vat', 'XX123456789'],
    ['gb_vat', '123'],
    ['us_ein', '123456'],
    ['ch_vat', 'CHE-123.456.789'],
    ['au_abn', '1234567891'],
    ['za_vat', '?'],
  ] as const)('%s refuses %s', async (type, value) => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create({});
    const error = await refusalOf(stripe.customers.createTaxId(id, { type, value }));
    expect(error).toMatchObject({ statusCode: 400, code: 'tax_id_invalid', param: 'value' });
  });

  it('of a type that Stripe does not know are refused', async () => {
    const reply = await harness.send('POST', '/v1/tax_ids', { form: 'type=xx_vat&value=123456' });
    expect(reply.status).toBe(400);
    expect(reply.error.param).toBe('type');
  });

  it('are listed by their customer, and by it alone retrieved and deleted', async () => {
    const account = newAccount(harness);
    const { stripe } = account;
    const { id: customer } = await stripe.customers.create({});
    const { id: other } = await stripe.customers.create({});
    const { id } = await stripe.customers.createTaxId(customer, { type: 'us_ein', value: '12-3456789' });
    const expanded = await stripe.customers.retrieve(customer, { expand: ['tax_ids'] });
    expect(expanded).toMatchObject({ tax_ids: { object: 'list', data: [{ id }] } });
    expect(await refusalOf(stripe.customers.deleteTaxId(other, id))).toMatchObject({ statusCode: 404 });
    expect(await stripe.customers.deleteTaxId(customer, id)).toMatchObject({ id, deleted: true });
    expect((await stripe.customers.listTaxIds(customer)).data).toEqual([]);
    expect((await account.eventTypes()).filter((type) => type.startsWith('customer.tax_id'))).toEqual([
      'customer.tax_id.created',
      'customer.tax_id.deleted',
    ]);
  });

  it("may be the account's own", async () => {
    const account = newAccount(harness);
    const { stripe } = account;
    const { id: customer } = await stripe.customers.create({});
    const own = await stripe.taxIds.create({ type: 'gb_vat', value: 'GB000000000' });
    expect(own).toMatchObject({ customer: null, owner: { type: 'self' } });
    const theirs = await stripe.taxIds.create({
      type: 'us_ein',
      value: '123456789',
      owner: { type: 'customer', customer },
    });
    expect((await stripe.taxIds.list()).data.map(({ id }) => id)).toEqual([own.id]);
    const listed = await stripe.taxIds.list({ owner: { type: 'customer', customer } });
    expect(listed.data.map(({ id }) => id)).toEqual([theirs.id]);
    expect((await stripe.taxIds.retrieve(own.id)).verification?.status).toBe('verified');
    expect(await stripe.taxIds.del(own.id)).toMatchObject({ deleted: true });
  });
});
