import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

describeResource('tax IDs', () => {
  it.each([
    ['DE000000000', 'verified'],
    ['DE111111111', 'unverified'],
  ])('%s comes to be %s', async (value, status) => {
    const { id: customer } = await anyCustomer();
    const made = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value });
    expect(made).toMatchObject({ object: 'tax_id', country: 'DE', customer, value });
    const known = await eventually(
      () => stripe.customers.retrieveTaxId(customer, made.id),
      (taxId) => taxId.verification?.status === status,
    );
    expect(known.verification?.status).toBe(status);
  });

  it('refuse a value that their type does not have', async () => {
    const { id } = await anyCustomer();
    const error = await refusal(stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'DE1' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'tax_id_invalid' });
  });

  it('that nobody looks up are unavailable', async () => {
    const { id } = await anyCustomer();
    const made = await stripe.customers.createTaxId(id, { type: 'us_ein', value: '12-3456789' });
    expect(made).toMatchObject({ country: 'US', verification: { status: 'unavailable' } });
  });

  it('come with a customer and go one by one', async () => {
    const { id } = await anyCustomer({ tax_id_data: [{ type: 'us_ein', value: '12-3456789' }] });
    const [made] = (await stripe.customers.listTaxIds(id)).data;
    expect(made?.owner).toMatchObject({ type: 'customer', customer: id });
    const deleted = await stripe.customers.deleteTaxId(id, made?.id ?? '');
    expect(deleted).toMatchObject({ id: made?.id, deleted: true });
    expect((await stripe.customers.listTaxIds(id)).data).toEqual([]);
  });
});
