import { expect, it } from 'vitest';
import { anyCustomer, describeResource, monthlyPrice, refusal, stripe, uniqueName } from './harness';

describeResource('invoice items', () => {
  it('wait for an invoice', async () => {
    const { id: customer } = await anyCustomer();
    const item = await stripe.invoiceItems.create({
      customer,
      amount: 1250,
      currency: 'usd',
      description: 'x',
    });
    expect(item).toMatchObject({
      object: 'invoiceitem',
      amount: 1250,
      currency: 'usd',
      customer,
      discountable: true,
      invoice: null,
      proration: false,
      quantity: 1,
    });
    const pending = await stripe.invoiceItems.list({ customer, pending: true });
    expect(pending.data.map(({ id }) => id)).toEqual([item.id]);
  });

  it('take their amount from a one-time price', async () => {
    const { id: customer } = await anyCustomer();
    const { id: product } = await stripe.products.create({ name: uniqueName() });
    const { id: price } = await stripe.prices.create({ product, currency: 'usd', unit_amount: 500 });
    const item = await stripe.invoiceItems.create({ customer, pricing: { price }, quantity: 3 });
    expect(item).toMatchObject({ amount: 1500, quantity: 3 });
    expect(item.pricing?.price_details).toMatchObject({ price, product });
  });

  it('do not take a recurring price', async () => {
    const { id: customer } = await anyCustomer();
    const { id: price } = await monthlyPrice();
    const error = await refusal(stripe.invoiceItems.create({ customer, pricing: { price } }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('that are credits are not discountable', async () => {
    const { id: customer } = await anyCustomer();
    const item = await stripe.invoiceItems.create({ customer, amount: -500, currency: 'usd' });
    expect(item).toMatchObject({ amount: -500, discountable: false });
  });

  it('are changed and deleted while they wait', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await stripe.invoiceItems.create({ customer, amount: 100, currency: 'usd' });
    const changed = await stripe.invoiceItems.update(id, { amount: 200, description: 'More' });
    expect(changed).toMatchObject({ amount: 200, description: 'More' });
    expect(await stripe.invoiceItems.del(id)).toMatchObject({ id, deleted: true });
    expect(await refusal(stripe.invoiceItems.retrieve(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('cannot be deleted once their invoice is final', async () => {
    const { id: customer } = await anyCustomer();
    const { id: invoice } = await stripe.invoices.create({ customer, currency: 'usd' });
    const { id } = await stripe.invoiceItems.create({ customer, invoice, amount: 1000, currency: 'usd' });
    await stripe.invoices.finalizeInvoice(invoice);
    expect(await refusal(stripe.invoiceItems.del(id))).toMatchObject({ statusCode: 400 });
  });
});
