import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, openShop, type Shop } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function draft() {
  const buyer = await customer(shop);
  const { id } = await shop.stripe.invoices.create({ customer: buyer });
  return { buyer, id };
}

describe("a draft's lines", () => {
  it('are added, new ones and items that wait', async () => {
    const { buyer, id } = await draft();
    const item = await shop.stripe.invoiceItems.create({ customer: buyer, amount: 300, currency: 'usd' });
    const invoice = await shop.stripe.invoices.addLines(id, {
      invoice_metadata: { a: '1' },
      lines: [{ amount: 700, description: 'New', metadata: { b: '2' } }, { invoice_item: item.id }],
    });
    expect(invoice).toMatchObject({ subtotal: 1000, metadata: { a: '1' } });
    expect(invoice.lines.data).toMatchObject([
      { amount: 700, description: 'New', metadata: { b: '2' }, parent: { type: 'invoice_item_details' } },
      { amount: 300, parent: { invoice_item_details: { invoice_item: item.id } } },
    ]);
    expect(await shop.stripe.invoiceItems.retrieve(item.id)).toMatchObject({ invoice: id });
    const again = shop.stripe.invoices.addLines(id, { lines: [{ invoice_item: item.id }] });
    expect(await refusalOf(again)).toMatchObject({ param: 'lines[0][invoice_item]' });
  });

  it('change with their items, one or several at once', async () => {
    const { id } = await draft();
    const { lines } = await shop.stripe.invoices.addLines(id, { lines: [{ amount: 100 }, { amount: 200 }] });
    const [first, second] = lines.data.map((line) => line.id);
    const line = await shop.stripe.invoices.updateLineItem(id, first ?? '', {
      amount: 150,
      description: 'A',
    });
    expect(line).toMatchObject({ id: first, object: 'line_item', amount: 150, description: 'A' });
    const item = line.parent?.invoice_item_details?.invoice_item ?? '';
    expect(await shop.stripe.invoiceItems.retrieve(item)).toMatchObject({ amount: 150, description: 'A' });
    const both = await shop.stripe.invoices.updateLines(id, {
      lines: [
        { id: first ?? '', amount: 1000 },
        { id: second ?? '', amount: 2000 },
      ],
    });
    expect(both).toMatchObject({ total: 3000, amount_due: 3000 });
    const nowhere = shop.stripe.invoices.updateLines(id, { lines: [{ id: 'il_none', amount: 1 }] });
    expect(await refusalOf(nowhere)).toMatchObject({ code: 'resource_missing', param: 'lines[0][id]' });
  });

  it('are removed, and their items deleted or left to wait', async () => {
    const { id, buyer } = await draft();
    const { lines } = await shop.stripe.invoices.addLines(id, { lines: [{ amount: 100 }, { amount: 200 }] });
    const [first, second] = lines.data.map((line) => line.id);
    const invoice = await shop.stripe.invoices.removeLines(id, {
      lines: [
        { id: first ?? '', behavior: 'delete' },
        { id: second ?? '', behavior: 'unassign' },
      ],
    });
    expect(invoice).toMatchObject({ total: 0, lines: { data: [] } });
    const left = await shop.stripe.invoiceItems.list({ customer: buyer });
    expect(left.data).toMatchObject([{ amount: 200, invoice: null }]);
  });

  it('stay as they are once the invoice is final', async () => {
    const { id } = await draft();
    const { lines } = await shop.stripe.invoices.addLines(id, { lines: [{ amount: 1000 }] });
    await shop.stripe.invoices.finalizeInvoice(id);
    const line = lines.data[0]?.id ?? '';
    const code = 'invoice_not_editable';
    const { invoices } = shop.stripe;
    expect(await refusalOf(invoices.addLines(id, { lines: [{ amount: 1 }] }))).toMatchObject({ code });
    expect(await refusalOf(invoices.updateLineItem(id, line, { amount: 1 }))).toMatchObject({ code });
    const removed = invoices.removeLines(id, { lines: [{ id: line, behavior: 'delete' }] });
    expect(await refusalOf(removed)).toMatchObject({ code });
  });
});
