import { expect } from '@playwright/test';
import { type Shop, test } from './shop';

/** The address of an open invoice over $10 of somebody with a saved card. */
async function invoice(shop: Shop): Promise<string> {
  const { id: customer } = await shop.server.customers.create({ email: 'ada@example.com' });
  await shop.server.paymentMethods.attach('pm_card_visa', { customer });
  const draft = await shop.server.invoices.create({
    customer,
    collection_method: 'send_invoice',
    days_until_due: 30,
  });
  await shop.server.invoiceItems.create({ customer, invoice: draft.id, amount: 1000, description: 'Hour' });
  return String((await shop.server.invoices.finalizeInvoice(draft.id)).hosted_invoice_url);
}

test.describe('the page of an invoice', () => {
  test('takes a saved card and a new one', async ({ page, shop }) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(await invoice(shop));
    await page.getByRole('button', { name: 'Pay $10.00', exact: true }).click();
    await expect(page.getByText('Date paid')).toBeVisible();
    await page.goto(await invoice(shop));
    await shop.fillCard('4000 0000 0000 0002');
    const pay = page.getByRole('button', { name: 'Pay $10.00 with a new card' });
    await pay.click();
    await expect(page.getByRole('alert').filter({ hasText: 'Your card was declined.' })).toBeVisible();
    await shop.fillCard('4242 4242 4242 4242');
    await pay.click();
    await expect(page.getByText('Date paid')).toBeVisible();
    expect(problems).toEqual([]);
  });
});
