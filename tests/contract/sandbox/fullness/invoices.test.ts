import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const PAYMENTS = { expand: ['payments'] };

async function invoiceOfNewSubscription(extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { id } = await stage.buyer();
  const items = [{ price: stage.pro.monthly }];
  const { latest_invoice: invoice } = await stripe.subscriptions.create({ customer: id, items, ...extra });
  return stripe.invoices.retrieve(String(invoice), PAYMENTS);
}

function fitPayments(invoice: Stripe.Invoice, state: string) {
  expect(invoice.payments?.data).toHaveLength(1);
  for (const payment of invoice.payments?.data ?? []) {
    stage.fits(payment, 'any');
    stage.fits(payment, state);
  }
}

describe('what an invoice holds when it', () => {
  it('is a draft', async () => {
    const customer = (await stage.buyer()).id;
    const draft = await stripe.invoices.create({ customer });
    stage.fits(draft, 'any');
    stage.fits(draft, 'draft');
  });

  it('is open', async () => {
    const { invoice } = await stage.waiting();
    const open = await stripe.invoices.retrieve(invoice.id ?? '', PAYMENTS);
    stage.fits(open, 'of a subscription, finalized');
    stage.fits(open, 'open');
    fitPayments(open, 'open');
  });

  it('was paid', async () => {
    const paid = await invoiceOfNewSubscription();
    stage.fits(paid, 'paid');
    stage.fits(paid, 'with an id');
    fitPayments(paid, 'paid');
    for (const line of paid.lines.data) {
      stage.fits(line, 'of an invoice');
      stage.fits(line, 'of a subscription item');
      stage.fits(line, 'of a subscription');
    }
  });

  it('begins a trial', async () => {
    const invoice = await invoiceOfNewSubscription({ trial_period_days: 14 });
    stage.fits(invoice, 'of a trial that begins');
    expect(invoice).toMatchObject({ attempt_count: 0, amount_due: 0, payments: { data: [] } });
  });

  it('is void', async () => {
    const { invoice } = await stage.waiting();
    await stripe.invoices.voidInvoice(invoice.id ?? '');
    const voided = await stripe.invoices.retrieve(invoice.id ?? '', PAYMENTS);
    stage.fits(voided, 'void');
    fitPayments(voided, 'canceled');
  });

  it('is uncollectible', async () => {
    const { invoice } = await stage.waiting();
    stage.fits(await stripe.invoices.markUncollectible(invoice.id ?? ''), 'uncollectible');
  });
});
