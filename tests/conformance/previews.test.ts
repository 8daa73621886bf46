import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { latestOf, running, sibling, waiting } from './changing';
import { cardCustomer, describeResource, monthlyPrice, refusal, stripe } from './harness';

const lines = (invoice: Stripe.Invoice) =>
  invoice.lines.data.map(({ amount, description, period, quantity }) => ({
    amount,
    description,
    period,
    quantity,
  }));

describeResource('invoice previews', () => {
  it('show the next renewal', async () => {
    const { subscription, customer } = await running();
    const preview = await stripe.invoices.createPreview({ customer, subscription: subscription.id });
    expect(preview).toMatchObject({ status: 'draft', total: 2000, amount_due: 2000 });
    expect(preview.id).toMatch(/^upcoming_in_/);
  });

  it('equal the invoice of the same change', async () => {
    const { subscription, item, price, half } = await running();
    const dearer = await sibling(price, 4700);
    const change = {
      items: [{ id: item, price: dearer.id, quantity: 3 }],
      proration_behavior: 'always_invoice' as const,
      proration_date: half + 12_345,
    };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    });
    const changed = await stripe.subscriptions.update(subscription.id, change);
    const invoice = await latestOf(changed);
    expect(lines(invoice)).toEqual(lines(preview));
    expect(invoice.total).toBe(preview.total);
  });

  it('change nothing', async () => {
    const { subscription, item, customer } = await running();
    await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: item, quantity: 9 }] },
    });
    expect(await waiting(customer)).toEqual([]);
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.quantity).toBe(1);
  });

  it('are made for what does not exist yet', async () => {
    const price = await monthlyPrice(3000);
    const customer = await cardCustomer();
    const preview = await stripe.invoices.createPreview({
      customer: customer.id,
      subscription_details: { items: [{ price: price.id, quantity: 2 }] },
    });
    expect(preview.total).toBe(6000);
  });

  it('are refused where there will be no invoice', async () => {
    const { subscription } = await running();
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const refused = await refusal(stripe.invoices.createPreview({ subscription: subscription.id }));
    expect(refused).toMatchObject({ code: 'invoice_upcoming_none' });
  });
});
