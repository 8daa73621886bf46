import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from '../time-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

describe('what is filled in', () => {
  it.each([
    ['DE123456789', 'pending'],
    ['DE111111111', 'unverified'],
  ])('a tax ID: %s is %s', async (value, status) => {
    const { id: customer } = await stripe.customers.create({});
    const made = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value });
    // A government is asked after the answer.
    expect(made.verification?.status).toBe('pending');
    const taxId = await stripe.customers.retrieveTaxId(customer, made.id);
    expect(taxId.verification?.status).toBe(status);
    for (const state of ['any', 'of a customer', 'not verified yet, or never']) stage.fits(taxId, state);
    expect(taxId).toMatchObject({ country: 'DE', customer, owner: { type: 'customer', customer } });
  });

  it('a tax ID that was verified', async () => {
    const { id: customer } = await stripe.customers.create({});
    const { id } = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'DE000000000' });
    const taxId = await stripe.customers.retrieveTaxId(customer, id);
    stage.fits(taxId, 'any');
    stage.fits(taxId, 'verified');
  });

  it('a tax ID that nobody verifies, and one of the account itself', async () => {
    const { id: customer } = await stripe.customers.create({});
    const taxId = await stripe.customers.createTaxId(customer, { type: 'us_ein', value: '12-3456789' });
    expect(taxId.verification?.status).toBe('unavailable');
    stage.fits(taxId, 'not verified yet, or never');
    const own = await stripe.taxIds.create({ type: 'eu_vat', value: 'DE123456789' });
    stage.fits(own, 'any');
    expect(own).toMatchObject({ customer: null, owner: { type: 'self' } });
  });

  it('a tax rate, in use and archived', async () => {
    const made = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
    stage.fits(made, 'any');
    stage.fits(made, 'made by hand');
    stage.fits(await stripe.taxRates.update(made.id, { active: false }), 'any');
  });

  it('tax settings and a registration, and the rate that Stripe works out', async () => {
    stage.fits(await stripe.tax.settings.retrieve(), 'pending');
    const head_office = { address: { country: 'DE' } };
    stage.fits(await stripe.tax.settings.update({ head_office }), 'active');
    const country_options = { de: { type: 'standard' } };
    const options = { active_from: 'now', country: 'DE', country_options } as const;
    stage.fits(await stripe.tax.registrations.create(options), 'any');
    const { id: customer } = await stripe.customers.create({ address: { country: 'DE' } });
    const automatic_tax = { enabled: true };
    const draft = await stripe.invoices.create({ customer, automatic_tax });
    await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 1000 });
    const { total_taxes } = await stripe.invoices.retrieve(draft.id);
    const rate = total_taxes?.[0]?.tax_rate_details?.tax_rate ?? '';
    stage.fits(await stripe.taxRates.retrieve(rate), 'worked out by Stripe');
  });

  it('test clocks: ready, advancing, ready again', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_800_000_000 });
    stage.fits(clock, 'any');
    stage.fits(clock, 'ready');
    const advancing = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: 1_800_000_060 });
    stage.fits(advancing, 'advancing');
    await settled(stage, clock.id);
    stage.fits(await stripe.testHelpers.testClocks.retrieve(clock.id), 'ready');
  });

  it('the balance, of nothing and of payments in two currencies', async () => {
    stage.fits(await stripe.balance.retrieve(), 'any');
    const paid = { payment_method: 'pm_card_visa', confirm: true, return_url: 'https://example.com/back' };
    await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...paid });
    await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...paid });
    const balance = await stripe.balance.retrieve();
    stage.fits(balance, 'any');
    const pending = [
      { amount: 941, currency: 'usd', source_types: { card: 941 } },
      { amount: 941, currency: 'eur', source_types: { card: 941 } },
    ];
    expect(balance.pending).toEqual(expect.arrayContaining(pending));
  });
});
