import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  eventsOf,
  invoiceOf,
  openShop,
  type Shop,
  subscribe,
  subscribeWaiting,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const waiting = async () => subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);

describe('an invoice', () => {
  it('is voided with its intent, and its subscription expires', async () => {
    const { invoice, intentId, subscription } = await waiting();
    const events = await eventsOf(shop, () => shop.stripe.invoices.voidInvoice(invoice.id));
    expect(typesOf(events)).toEqual([
      'invoice.voided',
      'payment_intent.canceled',
      'customer.subscription.updated',
    ]);
    const voided = await shop.stripe.invoices.retrieve(invoice.id, {
      expand: ['payments', 'confirmation_secret'],
    });
    expect(voided).toMatchObject({
      status: 'void',
      status_transitions: { voided_at: shop.now() },
      confirmation_secret: null,
      payments: { data: [{ status: 'canceled', status_transitions: { canceled_at: shop.now() } }] },
    });
    expect(await shop.stripe.paymentIntents.retrieve(intentId)).toMatchObject({ status: 'canceled' });
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'incomplete_expired',
    });
    expect((await refusalOf(shop.stripe.invoices.voidInvoice(invoice.id))).message).toBe(
      "You can only pass in open invoices. This invoice isn't open.",
    );
  });

  it('is voided when its intent is canceled', async () => {
    const { invoice, intentId, subscription } = await waiting();
    await shop.stripe.paymentIntents.cancel(intentId);
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'void' });
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'incomplete_expired',
    });
  });

  it('once paid can be neither voided nor paid again', async () => {
    const { invoice, intentId, clientSecret } = await waiting();
    await confirmInBrowser(shop, intentId, clientSecret, 'pm_card_visa');
    expect((await refusalOf(shop.stripe.invoices.voidInvoice(invoice.id))).message).toBe(
      'Invoices with `paid` payments cannot be voided.',
    );
    expect((await refusalOf(shop.stripe.invoices.pay(invoice.id))).message).toBe('Invoice is already paid');
    expect((await refusalOf(shop.stripe.invoices.finalizeInvoice(invoice.id))).message).toMatch(
      /already finalized/,
    );
  });

  it('is paid by the server with a card on file', async () => {
    const { invoice, subscription } = await waiting();
    const none = await refusalOf(shop.stripe.invoices.pay(invoice.id));
    expect(none.message).toMatch(/no `default_payment_method` set on this Customer or Invoice/);
    const buyer = String(subscription.customer);
    const bad = await shop.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: buyer });
    const declined = await refusalOf(shop.stripe.invoices.pay(invoice.id, { payment_method: bad.id }));
    expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'open',
      attempt_count: 1,
    });
    const good = await shop.stripe.paymentMethods.attach('pm_card_visa', { customer: buyer });
    expect(await shop.stripe.invoices.pay(invoice.id, { payment_method: good.id })).toMatchObject({
      status: 'paid',
    });
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'active',
      default_payment_method: good.id,
    });
  });

  it('that needs the buyer says so and stays open', async () => {
    const buyer = await customerWithCard(shop, 'pm_card_authenticationRequired');
    const { invoice } = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }]);
    const error = await refusalOf(shop.stripe.invoices.pay(invoice.id, { off_session: false }));
    expect(error).toMatchObject({ statusCode: 402, code: 'invoice_payment_intent_requires_action' });
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'open',
      attempted: true,
      attempt_count: 0,
    });
  });

  it('is paid elsewhere', async () => {
    const { invoice, subscription, intentId, clientSecret } = await waiting();
    const paid = await shop.stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', attempted: false, amount_paid_off_stripe: 2000 });
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect((await confirmInBrowser(shop, intentId, clientSecret, 'pm_card_visa')).status).toBe(400);
  });

  it('is written off, and can be paid after all', async () => {
    const { invoice, intentId, clientSecret } = await waiting();
    const off = await shop.stripe.invoices.markUncollectible(invoice.id);
    expect(off).toMatchObject({
      status: 'uncollectible',
      status_transitions: { marked_uncollectible_at: shop.now() },
    });
    expect((await refusalOf(shop.stripe.invoices.markUncollectible(invoice.id))).message).toMatch(
      /already been marked/,
    );
    await confirmInBrowser(shop, intentId, clientSecret, 'pm_card_visa');
    expect((await shop.stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
  });

  it('is numbered for its customer and listed by what it belongs to', async () => {
    const buyer = await customerWithCard(shop);
    const one = await subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      payment_behavior: 'allow_incomplete',
    });
    const two = await subscribe(shop, buyer, [{ price: shop.team.monthly }]);
    const numbers = [one, two].map((made) => invoiceOf(made).number?.slice(-5));
    expect(numbers).toEqual(['-0001', '-0002']);
    const ids = async (params: Stripe.InvoiceListParams) =>
      (await shop.stripe.invoices.list({ customer: buyer, ...params })).data.map((invoice) => invoice.id);
    expect(await ids({})).toEqual([invoiceOf(two).id, invoiceOf(one).id]);
    expect(await ids({ status: 'open' })).toEqual([invoiceOf(two).id]);
    expect(await ids({ subscription: one.id })).toEqual([invoiceOf(one).id]);
    const lines = await shop.stripe.invoices.listLineItems(invoiceOf(one).id);
    expect(lines.data).toMatchObject([{ object: 'line_item', amount: 2000, invoice: invoiceOf(one).id }]);
  });

  it('lists and shows its payments', async () => {
    const { invoice, intentId } = await waiting();
    const list = await shop.stripe.invoicePayments.list({ invoice: invoice.id });
    expect(list.data).toMatchObject([{ object: 'invoice_payment', payment: { payment_intent: intentId } }]);
    const by = await shop.stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intentId },
    });
    expect(by.data.map((one) => one.id)).toEqual(list.data.map((one) => one.id));
    const one = await shop.stripe.invoicePayments.retrieve(String(list.data[0]?.id), {
      expand: ['payment.payment_intent', 'invoice'],
    });
    expect(one).toMatchObject({ payment: { payment_intent: { id: intentId } }, invoice: { id: invoice.id } });
  });

  it('takes metadata, and nothing else once finalized', async () => {
    const { invoice } = await waiting();
    expect((await shop.stripe.invoices.update(invoice.id, { metadata: { a: '1' } })).metadata).toEqual({
      a: '1',
    });
    const error = await refusalOf(shop.stripe.invoices.update(invoice.id, { description: 'x' }));
    expect(error).toMatchObject({
      message: "Finalized invoices can't be updated in this way",
      param: 'description',
    });
  });
});
