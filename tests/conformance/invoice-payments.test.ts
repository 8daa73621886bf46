import { expect, it } from 'vitest';
import { cardCustomer, describeResource, stripe } from './harness';

async function open(): Promise<string> {
  const { id: customer } = await cardCustomer();
  const { id } = await stripe.invoices.create({ customer, currency: 'usd' });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 2000, currency: 'usd' });
  await stripe.invoices.finalizeInvoice(id);
  return id;
}

describeResource('invoice payments', () => {
  it('begin when the invoice is finalized and are paid with it', async () => {
    const invoice = await open();
    const [made] = (await stripe.invoicePayments.list({ invoice })).data;
    expect(made).toMatchObject({
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: 2000,
      is_default: true,
      payment: { type: 'payment_intent' },
      status: 'open',
    });
    await stripe.invoices.pay(invoice);
    const paid = await stripe.invoicePayments.retrieve(made?.id ?? '');
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, invoice });
  });

  it('are found by their payment intent', async () => {
    const invoice = await open();
    const [made] = (await stripe.invoicePayments.list({ invoice })).data;
    const payment_intent = String(made?.payment.payment_intent);
    const found = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent } });
    expect(found.data.map(({ id }) => id)).toEqual([made?.id]);
  });

  it('are canceled when the invoice is voided', async () => {
    const invoice = await open();
    await stripe.invoices.voidInvoice(invoice);
    const [payment] = (await stripe.invoicePayments.list({ invoice })).data;
    expect(payment).toMatchObject({ status: 'canceled' });
  });

  it('of attached intents pay a part', async () => {
    const invoice = await open();
    const { customer } = await stripe.invoices.retrieve(invoice);
    const intent = await stripe.paymentIntents.create({
      amount: 800,
      currency: 'usd',
      customer: String(customer),
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const partly = await stripe.invoices.attachPayment(invoice, { payment_intent: intent.id });
    expect(partly).toMatchObject({ status: 'open', amount_paid: 800, amount_remaining: 1200 });
  });
});
