import { expect, it } from 'vitest';
import { cardCustomer, describeResource, monthlyPrice, onClock, stripe } from './harness';

const START = Date.UTC(2027, 0, 10, 9) / 1000;
const RENEWAL = Date.UTC(2027, 1, 10, 9) / 1000;
const HOUR = 3600;

/** A subscription whose first payment succeeds and whose renewal has failed. */
async function behind(card = 'pm_card_chargeCustomerFail') {
  const { clock, advance } = await onClock(START);
  const customer = await cardCustomer('pm_card_visa', { test_clock: clock.id });
  const price = await monthlyPrice(2000);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  });
  const failing = await stripe.paymentMethods.attach(card, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: failing.id } });
  await advance(RENEWAL + 2 * HOUR);
  const { data } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
  const [invoice] = data;
  if (!invoice) throw new Error('There is no invoice.');
  return { advance, customer, subscription, invoice };
}

describeResource('dunning', () => {
  it('leaves the subscription past due and the invoice open, with another attempt to come', async () => {
    const { subscription, invoice } = await behind();
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'past_due' });
    expect(invoice).toMatchObject({
      status: 'open',
      attempted: true,
      attempt_count: 1,
      amount_remaining: 2000,
    });
    expect(invoice.next_payment_attempt).toBeGreaterThan(RENEWAL + HOUR);
  });

  it('ends when the invoice is paid with another card', async () => {
    const { customer, subscription, invoice } = await behind();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const paid = await stripe.invoices.pay(invoice.id, { payment_method: method.id });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, next_payment_attempt: null });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
  });

  it('does not end by a new card alone', async () => {
    const { customer, subscription } = await behind();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: method.id },
    });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'past_due' });
  });

  it('marks the customer as delinquent', async () => {
    const { customer } = await behind();
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: true });
  });

  it('leaves the invoice open but uncollected when the subscription is canceled meanwhile', async () => {
    const { subscription, invoice } = await behind();
    await stripe.subscriptions.cancel(subscription.id);
    const left = await stripe.invoices.retrieve(invoice.id);
    expect(left).toMatchObject({ status: 'open', auto_advance: false });
  });
});
