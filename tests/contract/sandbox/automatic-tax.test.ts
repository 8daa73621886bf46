import type Stripe from 'stripe';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openShop, type Shop } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
// Registrations are the account's: each test has its own.
const opened: Shop[] = [];
beforeEach(async () => {
  shop = await openShop();
  opened.push(shop);
});
afterAll(async () => void (await Promise.all(opened.map((one) => one.close()))));

type Address = Stripe.AddressParam;

const register = (country: string, options: { type: string; state?: string } = { type: 'standard' }) => {
  // The declarations have a type of its own for each country.
  const country_options = { [country.toLowerCase()]: options };
  return shop.stripe.tax.registrations.create({ active_from: 'now', country, country_options });
};
async function buyer(address: Address, extra: Stripe.CustomerCreateParams = {}) {
  const { id } = await shop.stripe.customers.create({ address, ...extra });
  const method = await shop.stripe.paymentMethods.attach('pm_card_visa', { customer: id });
  await shop.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}
/** The first invoice of a subscription to Pro, at twenty dollars. */
async function firstInvoice(customer: string): Promise<Stripe.Invoice> {
  const made = await shop.stripe.subscriptions.create({
    customer,
    items: [{ price: shop.pro.monthly }],
    automatic_tax: { enabled: true },
    expand: ['latest_invoice'],
  });
  if (made.latest_invoice === null || typeof made.latest_invoice === 'string') throw new Error('no invoice');
  return made.latest_invoice;
}

describe('a registration', () => {
  it('is made, found by its status, and ended', async () => {
    const { tax } = shop.stripe;
    const made = await register('DE');
    expect(made).toMatchObject({
      object: 'tax.registration',
      country: 'DE',
      country_options: { de: { type: 'standard' } },
      status: 'active',
      expires_at: null,
    });
    expect(await tax.registrations.retrieve(made.id)).toEqual(made);
    expect((await tax.registrations.list({ status: 'active' })).data).toEqual([made]);
    expect(await refusalOf(register('DE'))).toMatchObject({ statusCode: 400, param: 'country' });
    expect(await tax.registrations.update(made.id, { expires_at: 'now' })).toMatchObject({
      status: 'expired',
    });
    expect((await tax.registrations.list({ status: 'active' })).data).toEqual([]);
    expect((await tax.registrations.list({ status: 'expired' })).data).toHaveLength(1);
    expect((await register('DE')).status).toBe('active');
  });

  it('says what is missing, and what the sandbox has not', async () => {
    expect(await refusalOf(register('US', { type: 'state_sales_tax' }))).toMatchObject({
      param: 'country_options[us][state]',
    });
    expect(await refusalOf(register('GB', { type: 'oss_union' }))).toMatchObject({
      param: 'country_options[gb][type]',
    });
    expect(await refusalOf(register('BR'))).toMatchObject({
      message: expect.stringContaining('does not implement taxes in BR'),
    });
  });
});

describe('tax settings', () => {
  it('are pending until the head office is known', async () => {
    const { tax } = shop.stripe;
    expect(await tax.settings.retrieve()).toMatchObject({
      status: 'pending',
      status_details: { pending: { missing_fields: ['head_office'] } },
      defaults: { tax_behavior: null },
    });
    const changed = await tax.settings.update({
      head_office: { address: { country: 'DE' } },
      defaults: { tax_behavior: 'inclusive' },
    });
    expect(changed).toMatchObject({
      status: 'active',
      head_office: { address: { country: 'DE', city: null } },
      defaults: { tax_behavior: 'inclusive', provider: 'stripe' },
    });
    expect(await tax.settings.retrieve()).toEqual(changed);
  });
});

describe('automatic tax', () => {
  it('without a registration is accepted, and collects nothing', async () => {
    const invoice = await firstInvoice(await buyer({ country: 'DE' }));
    expect(invoice).toMatchObject({
      total: 2000,
      total_taxes: [],
      automatic_tax: { enabled: true, status: 'complete' },
    });
  });

  it('is put on the price where the customer is', async () => {
    await register('DE');
    const customer = await buyer({ country: 'DE' });
    const preview = await shop.stripe.invoices.createPreview({
      customer,
      automatic_tax: { enabled: true },
      subscription_details: { items: [{ price: shop.pro.monthly }] },
    });
    const invoice = await firstInvoice(customer);
    expect(invoice).toMatchObject({
      status: 'paid',
      subtotal: 2000,
      total: 2380,
      total_excluding_tax: 2000,
      total_taxes: [{ amount: 380, tax_behavior: 'exclusive', taxable_amount: 2000 }],
    });
    expect(preview).toMatchObject({ total: 2380, total_taxes: [{ amount: 380 }] });
    const rate = invoice.total_taxes?.[0]?.tax_rate_details?.tax_rate ?? '';
    expect(await shop.stripe.taxRates.retrieve(rate)).toMatchObject({
      display_name: 'VAT',
      country: 'DE',
      percentage: 19,
      effective_percentage: 19,
      jurisdiction_level: 'country',
    });
  });

  it.each([
    ['a country of no registration', { country: 'FR' }, 2000],
    ['a state of a registration', { country: 'US', state: 'TX', postal_code: '73301' }, 2125],
    ['a state of none', { country: 'US', state: 'WA', postal_code: '98101' }, 2000],
  ] as const)('in %s', async (_, address, total) => {
    await register('US', { type: 'state_sales_tax', state: 'TX' });
    expect(await firstInvoice(await buyer(address))).toMatchObject({ total });
  });

  it('in the European Union goes by one registration for all, and a business owes it itself', async () => {
    await register('DE', { type: 'oss_union' });
    expect(await firstInvoice(await buyer({ country: 'FR' }))).toMatchObject({ total: 2400 });
    const business = await buyer(
      { country: 'FR' },
      { tax_id_data: [{ type: 'eu_vat', value: 'FRAB123456789' }] },
    );
    expect(await firstInvoice(business)).toMatchObject({ total: 2000 });
    expect(await firstInvoice(await buyer({ country: 'CH' }))).toMatchObject({ total: 2000 });
  });

  it('is within the price where prices are said to be with it', async () => {
    await register('DE');
    await shop.stripe.tax.settings.update({ defaults: { tax_behavior: 'inclusive' } });
    expect(await firstInvoice(await buyer({ country: 'DE' }))).toMatchObject({
      total: 2000,
      total_excluding_tax: 1681,
      total_taxes: [{ amount: 319, tax_behavior: 'inclusive' }],
    });
  });

  it('is none for whom it is not due, and refused for somebody of no known place', async () => {
    await register('DE');
    expect(await firstInvoice(await buyer({ country: 'DE' }, { tax_exempt: 'exempt' }))).toMatchObject({
      total: 2000,
    });
    expect(await refusalOf(firstInvoice(await buyer({})))).toMatchObject({
      code: 'customer_tax_location_invalid',
    });
  });

  it('is on what is invoiced by hand, and on a change of plan as it was shown', async () => {
    await register('DE');
    const customer = await buyer({ country: 'DE' });
    const { stripe } = shop;
    const draft = await stripe.invoices.create({ customer, automatic_tax: { enabled: true } });
    await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 1000 });
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ total: 1190 });
    const { parent } = await firstInvoice(customer);
    const subscription = parent?.subscription_details?.subscription;
    const id = typeof subscription === 'string' ? subscription : (subscription?.id ?? '');
    const { items } = await stripe.subscriptions.retrieve(id);
    const proration_behavior = 'always_invoice' as const;
    const change = { items: [{ id: items.data[0]?.id, quantity: 3 }], proration_behavior };
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change });
    await stripe.subscriptions.update(id, change);
    const [latest] = (await stripe.invoices.list({ subscription: id })).data;
    expect(latest).toMatchObject({ total: preview.total, billing_reason: 'subscription_update' });
    expect(latest?.total_taxes?.[0]?.amount).toBe(Math.round((latest?.total_excluding_tax ?? 0) * 0.19));
  });
});
