import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import type { Books } from './support/books';
import type { Buyer } from './support/buyer';
import { settings } from './support/settings';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

/** Past invoices in the mirror, one a day back from New Year's Eve 2025. */
async function history(books: Books, { id }: Buyer, many: number): Promise<void> {
  await books.query(
    `INSERT INTO invoices (provider, id, account, customer_id, number, status, currency, subtotal, discount, tax, total,
       amount_due, amount_paid, amount_remaining, payment_ids, created, raw, ticket, synced_at)
     SELECT 'stripe', 'in_' || $3 || '_' || n, 'acct', u.stripe_customer_id, 'OLD-' || n,
            CASE WHEN n % 50 = 0 THEN 'void' ELSE 'paid' END, 'usd', 2500, 500, 0, 2000, 2000, 2000, 0, '{}',
            timestamptz '2025-12-31' - n * interval '1 day', '{}', 0, now()
     FROM users u, generate_series(1, $2::int) n WHERE u.id = $1`,
    [id, many, randomBytes(6).toString('hex')],
  );
}

test('searched by date and status, page after page, and downloaded by year', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await history(books, buyer, 300);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.invoices()).toHaveCount(12);
  await page.getByRole('link', { name: 'All invoices' }).click();
  const rows = page.getByRole('table', { name: 'Invoices' }).locator('tbody tr');
  await expect(rows).toHaveCount(25);
  await expectAccessible(page, 'invoices');
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(rows.first()).toContainText('OLD-25');

  await page.goto('/billing/invoices');
  await page.getByLabel('From').fill('2025-12-01');
  await page.getByLabel('To').fill('2025-12-03');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText(/Dec 3, 2025.*\$25\.00.*\$5\.00.*\$20\.00/);
  await page.getByLabel('Status').selectOption('void');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('No invoice like that')).toBeVisible();
  await page.getByRole('link', { name: 'Show all' }).click();
  await page.getByLabel('Status').selectOption('void');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(rows).toHaveCount(6);

  const download = page.getByRole('link', { name: 'Download all of 2025' });
  const answer = await page.request.get((await download.getAttribute('href')) ?? '');
  expect(answer.headers()['content-disposition']).toBe('attachment; filename="invoices-2025.csv"');
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines).toHaveLength(301);
  expect(lines.at(-1)).toBe('2025-12-30,OLD-1,paid,USD,25.00,5.00,0.00,20.00,20.00,0.00,0.00,,');
});

test('the PDFs of a year in one archive, with what is missing named in it', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await subscribe(sandbox, books, buyer, 'pro_yearly');
  await books.query(
    `UPDATE invoices SET number = 'GONE-1', invoice_pdf = $2 || '/invoices/gone.gone/pdf' WHERE id = (
       SELECT i.id FROM invoices i JOIN users u ON u.stripe_customer_id = i.customer_id WHERE u.id = $1 LIMIT 1)`,
    [buyer.id, settings.SANDBOX_URL],
  );
  await page.goto('/billing/invoices');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^PDFs of 20\d\d$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^invoices-20\d\d\.zip$/);
  const files = unzipSync(await readFile(await download.path()));
  const names = Object.keys(files);
  expect(names).toHaveLength(2);
  const [pdf = '', missing] = names;
  expect(Buffer.from(files[pdf] ?? []).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(missing).toBe('MISSING.txt');
  expect(Buffer.from(files['MISSING.txt'] ?? []).toString()).toContain('GONE-1.pdf');
});

test('what was given back stands beside what was paid', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [payment] = await sandbox.paymentsOf(buyer.email);
  await sandbox.stripe.refunds.create({ payment_intent: payment?.id ?? '', amount: 700 });
  await expect(async () => {
    await page.goto('/billing/invoices');
    await expect(page.getByRole('table')).toContainText('$7.00 refunded', { timeout: 1_000 });
  }).toPass();
});

test.describe('alone', () => {
  test.use({ alone: true });

  test('billing of somebody with 500 invoices begins within 100 ms, and asks Stripe nothing', async ({
    buyer,
    books,
    sandbox,
  }) => {
    await subscribe(sandbox, books, buyer, 'pro_monthly');
    await history(books, buyer, 500);
    await sandbox.quiet();
    const before = await sandbox.lastCall();
    const times: number[] = [];
    for (let round = 0; round < 15; round++) {
      const began = performance.now();
      const answer = await ask('/billing', { userId: buyer.id });
      times.push(performance.now() - began);
      await answer.text();
    }
    const median = times.sort((one, other) => one - other)[7];
    expect(median, `milliseconds, of ${times.map(Math.round).join(' ')}`).toBeLessThan(100);
    expect(await sandbox.callsSince(before)).toEqual([]);
  });
});

test('signed out, invoices and their download ask to sign in; a year that is none is refused', async ({
  buyer,
}) => {
  for (const path of [
    '/billing/invoices',
    '/billing/invoices/download?year=2025',
    '/billing/invoices/documents?year=2025',
  ])
    expect(redirectOf(await ask(path)), path).toContain('/sign-in?next=');
  for (const path of ['download', 'documents'])
    expect((await ask(`/billing/invoices/${path}?year=x`, { userId: buyer.id })).status).toBe(400);
});
