import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, eventsOf, openShop, type Shop, typesOf } from './billing-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** A draft with one line of twenty dollars. */
async function draft(buyer: string, extra: Stripe.InvoiceCreateParams = {}): Promise<Stripe.Invoice> {
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 2000, description: 'Work' });
  return shop.stripe.invoices.retrieve(id);
}

describe('what an invoice does with money', () => {
  it('uses the balance of its customer, and gives it back when it is voided', async () => {
    const buyer = await customer(shop);
    await shop.stripe.customers.createBalanceTransaction(buyer, { amount: -500, currency: 'usd' });
    const { id, amount_due } = await draft(buyer);
    expect(amount_due).toBe(1500);
    const open = await shop.stripe.invoices.finalizeInvoice(id);
    expect(open).toMatchObject({ amount_due: 1500, starting_balance: -500, ending_balance: 0, total: 2000 });
    await shop.stripe.invoices.voidInvoice(id);
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ balance: -500 });
    const moves = await shop.stripe.customers.listBalanceTransactions(buyer);
    expect(moves.data.map(({ type, amount, invoice }) => [type, amount, invoice])).toEqual([
      ['unapplied_from_invoice', -500, id],
      ['applied_to_invoice', 500, id],
      ['adjustment', -500, null],
    ]);
  });

  it('too small to charge is paid and waits on the balance', async () => {
    const buyer = await customer(shop);
    const { id } = await shop.stripe.invoices.create({ customer: buyer });
    await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 30 });
    expect(await shop.stripe.invoices.finalizeInvoice(id)).toMatchObject({
      status: 'paid',
      amount_due: 0,
      ending_balance: 30,
    });
    const [move] = (await shop.stripe.customers.listBalanceTransactions(buyer)).data;
    expect(move).toMatchObject({ type: 'invoice_too_small', amount: 30, ending_balance: 30 });
  });

  it('with a total below zero becomes credit for its customer', async () => {
    const buyer = await customer(shop);
    const { id } = await shop.stripe.invoices.create({ customer: buyer });
    await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: -400 });
    const paid = await shop.stripe.invoices.finalizeInvoice(id);
    expect(paid).toMatchObject({ status: 'paid', total: -400, amount_due: 0, ending_balance: -400 });
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ balance: -400 });
  });

  it('is paid in parts by intents that are attached to it', async () => {
    const buyer = await customer(shop);
    const { id } = await draft(buyer);
    await shop.stripe.invoices.finalizeInvoice(id);
    const intent = async (amount: number) => {
      const made = await shop.stripe.paymentIntents.create({
        amount,
        currency: 'usd',
        customer: buyer,
        payment_method: 'pm_card_visa',
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
      return made.id;
    };
    const partly = await shop.stripe.invoices.attachPayment(id, { payment_intent: await intent(800) });
    expect(partly).toMatchObject({
      status: 'open',
      amount_due: 2000,
      amount_paid: 800,
      amount_remaining: 1200,
    });
    const last = await intent(1500);
    const events = await eventsOf(shop, () =>
      shop.stripe.invoices.attachPayment(id, { payment_intent: last }),
    );
    expect(typesOf(events)).toEqual(expect.arrayContaining(['invoice.paid', 'invoice.overpaid']));
    const paid = await shop.stripe.invoices.retrieve(id, { expand: ['payments'] });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, amount_overpaid: 300 });
    expect(paid.payments?.data.map((one) => one.status)).toEqual(['canceled', 'paid', 'paid']);
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ balance: -300 });
  });
});
