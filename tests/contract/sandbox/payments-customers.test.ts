import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const BERLIN = { line1: 'Unter den Linden 1', city: 'Berlin', postal_code: '10117', country: 'DE' };

describe('customers', () => {
  it('are made with a test card in one request, named twice and made once', async () => {
    const { stripe } = newAccount(harness);
    const made = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const { data } = await stripe.customers.listPaymentMethods(made.id);
    expect(data.map((method) => method.id)).toEqual([made.invoice_settings.default_payment_method]);
  });

  it('keep what they are given and clear what is emptied', async () => {
    const { stripe } = newAccount(harness);
    const made = await stripe.customers.create({
      name: 'Ada',
      business_name: 'Engines',
      individual_name: 'Ada L.',
      email: 'ada@example.com',
      phone: '+4930123',
      description: 'first',
      address: BERLIN,
      shipping: { name: 'Ada', address: BERLIN },
      preferred_locales: ['de', 'en'],
      tax_exempt: 'reverse',
      invoice_prefix: 'ADA1',
      next_invoice_sequence: 7,
      invoice_settings: {
        custom_fields: [{ name: 'PO', value: '42' }],
        footer: 'Danke',
        rendering_options: { amount_tax_display: 'include_inclusive_tax' },
      },
    });
    expect(made).toMatchObject({
      business_name: 'Engines',
      individual_name: 'Ada L.',
      preferred_locales: ['de', 'en'],
      tax_exempt: 'reverse',
      invoice_prefix: 'ADA1',
      next_invoice_sequence: 7,
      address: { ...BERLIN, line2: null, state: null },
      invoice_settings: {
        custom_fields: [{ name: 'PO', value: '42' }],
        footer: 'Danke',
        rendering_options: { amount_tax_display: 'include_inclusive_tax', template: null },
      },
    });
    const cleared = await stripe.customers.update(made.id, {
      business_name: '',
      individual_name: '',
      address: '',
      shipping: '',
      tax_exempt: '',
      invoice_settings: { custom_fields: '', rendering_options: '' },
    });
    expect(cleared).toMatchObject({ address: null, shipping: null, tax_exempt: 'none' });
    expect(cleared).not.toHaveProperty('business_name');
    expect(cleared).not.toHaveProperty('individual_name');
    expect(cleared.invoice_settings).toMatchObject({
      custom_fields: null,
      footer: 'Danke',
      rendering_options: null,
    });
  });

  it('know where they are for taxes when that is asked', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create({ tax: { ip_address: '192.0.2.1' } });
    const nowhere = await stripe.customers.retrieve(id, { expand: ['tax'] });
    expect(nowhere).toMatchObject({
      tax: { automatic_tax: 'unrecognized_location', ip_address: '192.0.2.1', location: null },
    });
    const lost = stripe.customers.update(id, { tax: { validate_location: 'immediately' } });
    expect(await refusalOf(lost)).toMatchObject({ code: 'customer_tax_location_invalid' });
    const found = await stripe.customers.update(id, {
      address: BERLIN,
      tax: { validate_location: 'immediately' },
      expand: ['tax'],
    });
    expect(found.tax).toMatchObject({
      automatic_tax: 'supported',
      location: { country: 'DE', source: 'billing_address', state: null },
    });
    const american = await stripe.customers.update(id, { address: { country: 'US' }, expand: ['tax'] });
    expect(american.tax?.automatic_tax).toBe('unrecognized_location');
  });

  it.each([
    ['email', 'email=nobody', 'email_invalid'],
    ['invoice_prefix', 'invoice_prefix=lower', undefined],
    ['source', 'source=tok_visa', undefined],
    ['cash_balance', 'cash_balance[settings][reconciliation_mode]=manual', undefined],
    ['test_clock', 'test_clock=clock_none', 'resource_missing'],
    ['tax_id_data[0][value]', 'tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE1', 'tax_id_invalid'],
  ])('refuse a wrong %s', async (param, form, code) => {
    const reply = await harness.send('POST', '/v1/customers', { form });
    expect(reply.status).toBe(400);
    expect(reply.error.param).toBe(param);
    expect(reply.error.code).toBe(code);
  });

  it('take their tax IDs, cards and subscriptions with them', async () => {
    const account = newAccount(harness);
    const { stripe } = account;
    const { id } = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }],
    });
    const { data } = await stripe.customers.listTaxIds(id);
    expect(data).toHaveLength(1);
    const gone = await stripe.customers.del(id);
    expect(gone).toMatchObject({ id, deleted: true });
    expect(await stripe.customers.retrieve(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    expect(await refusalOf(stripe.taxIds.retrieve(data[0]?.id ?? ''))).toMatchObject({ statusCode: 404 });
    expect(await refusalOf(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 });
    const intent = stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer: id });
    expect(await refusalOf(intent)).toMatchObject({ statusCode: 400, param: 'customer' });
    const types = await account.eventTypes();
    expect(types).toEqual(expect.arrayContaining(['payment_method.detached', 'customer.tax_id.deleted']));
    expect(types.at(-1)).toBe('customer.deleted');
  });
});

describe("a customer's balance", () => {
  it('moves by transactions that say why', async () => {
    const account = newAccount(harness);
    const { stripe } = account;
    const customer = await stripe.customers.create({ balance: -500 });
    const credit = await stripe.customers.createBalanceTransaction(customer.id, {
      amount: -700,
      currency: 'usd',
      description: 'for the trouble',
      metadata: { ticket: '1' },
    });
    expect(credit).toMatchObject({
      type: 'adjustment',
      amount: -700,
      ending_balance: -1200,
      invoice: null,
      metadata: { ticket: '1' },
    });
    const [updated] = await account.eventsOf('customer.updated');
    expect(updated?.data.previous_attributes).toMatchObject({ balance: -500 });
    await stripe.customers.update(customer.id, { balance: 0 });
    const { data } = await stripe.customers.listBalanceTransactions(customer.id);
    expect(data.map(({ type, amount, ending_balance }) => [type, amount, ending_balance])).toEqual([
      ['adjustment', 1200, 0],
      ['adjustment', -700, -1200],
      ['initial', -500, -500],
    ]);
    const renamed = await stripe.customers.updateBalanceTransaction(customer.id, credit.id, {
      description: 'sorry',
    });
    expect(renamed).toMatchObject({ description: 'sorry', amount: -700 });
    const other = await stripe.customers.create({});
    const strange = stripe.customers.retrieveBalanceTransaction(other.id, credit.id);
    expect(await refusalOf(strange)).toMatchObject({ statusCode: 404 });
  });

  it('gives a customer its currency, and is kept in one', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create({});
    await stripe.customers.createBalanceTransaction(id, { amount: -100, currency: 'eur' });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ currency: 'eur', balance: -100 });
    const second = stripe.customers.createBalanceTransaction(id, { amount: -100, currency: 'usd' });
    expect(await refusalOf(second)).toMatchObject({ statusCode: 400, param: 'currency' });
  });

  it('is written down when an invoice uses it', async () => {
    const { stripe } = newAccount(harness);
    const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa', balance: -300 });
    const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: method?.id ?? '',
    });
    const { data } = await stripe.customers.listBalanceTransactions(customer);
    expect(data[0]).toMatchObject({
      type: 'applied_to_invoice',
      amount: 300,
      ending_balance: 0,
      invoice: subscription.latest_invoice,
    });
  });
});
