import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import type { Books } from './support/books';
import { createBuyer, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO } from './support/checkout-page';
import { expect, test } from './support/test';
import { ask } from './support/visitor';

const PATH = '/admin/reconciliation';

async function asAdmin(page: Page, books: Books): Promise<string> {
  const { id } = await createBuyer(books, 'admin');
  await signIn(page.context(), id);
  return id;
}

test('what was changed behind our back is found, shown with both values, and mended', async ({
  page,
  books,
  anotherBrowser,
}) => {
  test.slow();
  const other = await (await anotherBrowser()).newPage();
  const buyer = await createBuyer(books);
  await signIn(other.context(), buyer.id);
  const checkout = new CheckoutPage(other);
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(other, ON_PRO);
  const [subscription] = await books.query(
    `UPDATE subscriptions s SET status = 'unpaid' FROM users u
     WHERE u.id = $1 AND s.customer_id = u.stripe_customer_id RETURNING s.id`,
    [buyer.id],
  );
  await asAdmin(page, books);
  await page.goto(PATH);
  await page.getByRole('button', { name: 'Reconcile everything' }).click();
  await expect(page).toHaveURL(/asked=(started|under_way)/);
  // The page looks again by itself until it is done.
  const row = page.getByRole('row').filter({ hasText: String(subscription?.id) });
  await expect(row).toContainText('Read again', { timeout: 60_000 });
  await expect(row).toContainText(/status\s*Mirror unpaid\s*Provider active/);
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('table', { name: 'Reconciliation runs, newest first' })).toContainText(
    'Complete',
  );
  const [mended] = await books.query('SELECT status FROM subscriptions WHERE id = $1', [subscription?.id]);
  expect(mended).toEqual({ status: 'active' });
  await expectAccessible(page, 'breaks that were mended');
});

test('on a phone without script it is asked for and looked at', async ({ anotherBrowser, books }) => {
  const context = await anotherBrowser({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  await asAdmin(page, books);
  await page.goto(PATH);
  await page.getByRole('button', { name: 'Reconcile now' }).click();
  await expect(page).toHaveURL(/asked=/);
  const complete = page.getByRole('row').filter({ hasText: 'Complete' });
  await expect(async () => {
    await page.goto(PATH);
    await expect(complete.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
});

test('is nothing to anybody else', async ({ books }) => {
  const { id: userId } = await createBuyer(books);
  expect((await ask(PATH, { userId })).status).toBe(404);
  expect(
    (await ask(`${PATH}?after=x'&asked=<b>`, { userId: (await createBuyer(books, 'admin')).id })).status,
  ).toBe(200);
});
