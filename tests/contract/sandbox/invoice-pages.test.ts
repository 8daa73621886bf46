import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, customerWithCard, openShop, type Shop, subscribeWaiting } from './billing-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function open(
  buyer: string,
  extra: Stripe.InvoiceCreateParams = {},
  lines = 1,
): Promise<Stripe.Invoice> {
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  for (let i = 0; i < lines; i += 1) {
    const item = { customer: buyer, invoice: id, amount: 1000, description: `Hour ${i + 1}` };
    await shop.stripe.invoiceItems.create(item);
  }
  return shop.stripe.invoices.finalizeInvoice(id);
}

const htmlOf = async (invoice: Stripe.Invoice) => (await fetch(String(invoice.hosted_invoice_url))).text();

async function pdfOf(url: string | null | undefined): Promise<string> {
  const file = await fetch(String(url));
  expect(file.headers.get('content-type')).toBe('application/pdf');
  return Buffer.from(await file.arrayBuffer()).toString('latin1');
}

/** A reader finds each object where the cross-reference table says it is. */
function expectSound(pdf: string): void {
  expect(pdf.slice(0, 8)).toBe('%PDF-1.4');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
  expect(pdf.slice(start, start + 4)).toBe('xref');
  for (const [index, entry] of [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].entries()) {
    expect(pdf.slice(Number(entry[1])).startsWith(`${index + 1} 0 obj`)).toBe(true);
  }
}

describe("an invoice's page", () => {
  it('can be opened by whoever has the address', async () => {
    const { id } = await shop.stripe.customers.create({ name: '<Ada & "Co">' });
    const { invoice } = await subscribeWaiting(shop, id, [{ price: shop.team.monthly, quantity: 3 }]);
    expect(invoice.hosted_invoice_url).toMatch(new RegExp(`^${shop.harness.url}/invoices/`));
    const page = await fetch(String(invoice.hosted_invoice_url));
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
    const html = await page.text();
    expect(html).toContain('3 × Team (at $15.00 / month)');
    expect(html).toContain('$45.00');
    expect(html).not.toContain('<Ada');
    expectSound(await pdfOf(invoice.invoice_pdf));
  });

  it('and a receipt cannot be put into the page of somebody else', async () => {
    const invoice = await open(await customerWithCard(shop));
    await shop.stripe.invoices.pay(invoice.id);
    const [charge] = (await shop.stripe.charges.list({ limit: 1 })).data;
    for (const address of [invoice.hosted_invoice_url, charge?.receipt_url]) {
      const { headers } = await fetch(String(address));
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  it('exists for nobody who guesses', async () => {
    const guess = async (account: string, rest: string) =>
      (await fetch(`${shop.harness.url}/invoices/${Buffer.from(account).toString('base64url')}.${rest}`))
        .status;
    expect(await guess('contract', 'guess')).toBe(404);
    expect(await guess('nobody', 'x/pdf')).toBe(404);
  });

  it('shows words, due date, discounts, taxes, balance and credit notes', async () => {
    const buyer = await customer(shop);
    await shop.stripe.customers.createBalanceTransaction(buyer, { amount: -100, currency: 'usd' });
    const coupon = await shop.stripe.coupons.create({ percent_off: 10, duration: 'once', name: 'Spring' });
    const tax = await shop.stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    const invoice = await open(buyer, {
      collection_method: 'send_invoice',
      days_until_due: 30,
      description: 'Thank you for your order.',
      footer: 'Payable within 30 days.',
      custom_fields: [{ name: 'PO number', value: '4711' }],
      discounts: [{ coupon: coupon.id }],
      default_tax_rates: [tax.id],
    });
    await shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 80 });
    const html = await htmlOf(invoice);
    for (const text of [
      'Thank you for your order.',
      'Payable within 30 days.',
      'PO number',
      '4711',
      'Mar 2, 2026',
      'Discount (Spring)',
      '-$1.00',
      'VAT (20%)',
      '$1.80',
      'Applied balance',
      `Credit note ${invoice.number}-CN-01`,
      '-$0.80',
      '$9.00',
    ]) {
      expect(html).toContain(text);
    }
  });

  it('takes a payment with a saved card, once', async () => {
    const invoice = await open(await customerWithCard(shop));
    const html = await htmlOf(invoice);
    expect(html).toContain('Visa ending in 4242');
    expect(html).toContain('Pay $10.00');
    const method = /value="(pm_\w+)"/.exec(html)?.[1] ?? '';
    const post = () =>
      fetch(String(invoice.hosted_invoice_url), {
        method: 'POST',
        body: new URLSearchParams({ payment_method: method }),
        redirect: 'manual',
      });
    expect((await post()).status).toBe(303);
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
    });
    expect((await post()).status).toBe(402);
    const after = await htmlOf(invoice);
    expect(after).toContain('Date paid');
    expect(after).not.toContain('<form');
  });

  it('tells of a decline and stays payable', async () => {
    const invoice = await open(await customerWithCard(shop, 'pm_card_chargeCustomerFail'));
    const method = /value="(pm_\w+)"/.exec(await htmlOf(invoice))?.[1] ?? '';
    const refused = await fetch(String(invoice.hosted_invoice_url), {
      method: 'POST',
      body: new URLSearchParams({ payment_method: method }),
    });
    expect(refused.status).toBe(402);
    const html = await refused.text();
    expect(html).toContain('Your card was declined.');
    expect(html).toContain('Pay $10.00');
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'open',
      attempt_count: 1,
    });
  });
});

describe('a PDF', () => {
  it('has all lines, on as many pages as they take', async () => {
    const invoice = await open(await customer(shop), {}, 60);
    const pdf = await pdfOf(invoice.invoice_pdf);
    expectSound(pdf);
    expect(pdf.match(/\/Type \/Page /g)?.length).toBeGreaterThan(1);
    for (let i = 1; i <= 60; i += 1) expect(pdf).toContain(`(Hour ${i}) Tj`);
  });

  it('is made of credit notes too', async () => {
    const invoice = await open(await customer(shop));
    const note = await shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 250, memo: 'Sorry' });
    const pdf = await pdfOf(note.pdf);
    expectSound(pdf);
    expect(pdf).toContain(`(Credit note ${note.number}) Tj`);
    expect(pdf).toContain('($2.50) Tj');
  });
});
