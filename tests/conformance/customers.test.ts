import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, refusal, stripe, uniqueName } from './harness';

describeResource('customers', () => {
  it('begin with nothing but what they are given', async () => {
    const name = uniqueName();
    const customer = await stripe.customers.create({ name });
    expect(customer).toMatchObject({
      object: 'customer',
      name,
      balance: 0,
      currency: null,
      default_source: null,
      delinquent: false,
      livemode: false,
      metadata: {},
      next_invoice_sequence: 1,
      preferred_locales: [],
      tax_exempt: 'none',
    });
    expect(customer).not.toHaveProperty('tax');
    expect(customer).not.toHaveProperty('subscriptions');
  });

  it('merge metadata, and drop a key whose value is empty', async () => {
    const { id } = await anyCustomer({ metadata: { keep: '1', drop: '2' } });
    const changed = await stripe.customers.update(id, { metadata: { drop: '', add: '3' } });
    expect(changed.metadata).toEqual({ keep: '1', add: '3' });
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
  });

  it('unset what is set to an empty value', async () => {
    const { id } = await anyCustomer({ address: { country: 'DE', city: 'Berlin' }, phone: '+4930123' });
    const changed = await stripe.customers.update(id, { address: '', phone: '' });
    expect(changed).toMatchObject({ address: null, phone: null });
  });

  it('refuse what is no e-mail address', async () => {
    const error = await refusal(stripe.customers.create({ email: 'nobody' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'email_invalid', param: 'email' });
  });

  it('may only be charged with payment methods of their own', async () => {
    const one = await cardCustomer();
    const other = await anyCustomer();
    const method = String(one.invoice_settings.default_payment_method);
    const wrong = stripe.customers.update(other.id, { invoice_settings: { default_payment_method: method } });
    const error = await refusal(wrong);
    expect(error).toMatchObject({ statusCode: 400, param: 'invoice_settings[default_payment_method]' });
  });

  it('tell where they are for taxes only when asked', async () => {
    const { id } = await anyCustomer({
      address: { line1: 'Unter den Linden 1', city: 'Berlin', postal_code: '10117', country: 'DE' },
    });
    const { tax } = await stripe.customers.update(id, { expand: ['tax'] });
    expect(tax?.location).toMatchObject({ country: 'DE', source: 'billing_address' });
  });

  it('are gone once they are deleted, and say so', async () => {
    const { id } = await anyCustomer();
    expect(await stripe.customers.del(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
    expect(await refusal(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 });
    expect(await refusal(stripe.customers.del(id))).toMatchObject({ statusCode: 404 });
  });

  it('are found by their exact e-mail address', async () => {
    const email = `${uniqueName().replace(' ', '-')}@example.com`;
    const { id } = await anyCustomer({ email });
    expect((await stripe.customers.list({ email })).data.map((found) => found.id)).toEqual([id]);
    expect((await stripe.customers.list({ email: email.toUpperCase() })).data).toEqual([]);
  });
});
