import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { enter, focused, tabTo } from './support/keyboard';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

// By keyboard alone, like everything that follows.
async function openDelete(page: Page): Promise<void> {
  await page.goto('/account');
  await enter(page, page.getByRole('link', { name: 'Delete account' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Delete account' })).toBeVisible();
}

async function confirm(page: Page, email: string): Promise<void> {
  await tabTo(page, focused(page.getByLabel('Type your e-mail to confirm')));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(email);
  await enter(page, page.getByRole('button', { name: 'Delete account' }));
}

test('what is live is ended first, also what we had not heard of; then nothing says who it was', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  const customer = String(subscription?.customer);
  await openDelete(page);
  await expect(page.getByText('Pro ends at once.')).toBeVisible();
  await expectAccessible(page, 'delete account');
  await confirm(page, 'somebody@example.com');
  await expect(page.getByLabel('Type your e-mail to confirm')).toHaveAccessibleDescription(
    'That is not the e-mail of this account.',
  );
  const items = [{ price: subscription?.items.data[0]?.price.id ?? '' }];
  await sandbox.stripe.subscriptions.create({ customer, items, trial_period_days: 30 });
  await confirm(page, buyer.email);
  await expect(page).toHaveURL(/\/\?account=deleted$/);

  const { data } = await sandbox.stripe.subscriptions.list({ customer, status: 'all' });
  expect(data.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
  const [row] = await books.query('SELECT email, name, password_hash FROM users WHERE id = $1', [buyer.id]);
  expect(row).toEqual({ email: `${buyer.id}@deleted.invalid`, name: 'Deleted user', password_hash: null });
  // A session of another device is worth nothing any more.
  expect((await ask('/account', { userId: buyer.id })).status).toBe(307);
});

test('an invoice stays in the books, and the e-mail is free for another account', async ({
  page,
  buyer,
  books,
  anotherBrowser,
  sandbox,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await openDelete(page);
  await confirm(page, buyer.email);
  await expect(page).toHaveURL(/account=deleted/);
  const [paid] = await books.query(
    `SELECT i.status FROM invoices i JOIN users u ON u.stripe_customer_id = i.customer_id WHERE u.id = $1`,
    [buyer.id],
  );
  expect(paid).toEqual({ status: 'paid' });
  const again = await (await anotherBrowser()).newPage();
  await again.goto('/sign-up');
  await again.getByLabel('Name').fill('Ada Again');
  await again.getByLabel('Email').fill(buyer.email);
  await again.getByLabel('Password').fill('a long enough password');
  await again.getByRole('button', { name: 'Create account' }).click();
  await again.waitForURL(/\/(account|pricing)/);
  const billing = new BillingPage(again);
  await billing.open();
  await expect(billing.section('Plan')).toContainText('You are on Free');
});

test('one’s own data, and nobody else’s', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const answer = await page.request.get('/account/export');
  expect(answer.headers()['content-disposition']).toContain('attachment');
  const data: unknown = await answer.json();
  expect(data).toMatchObject({
    account: [{ email: buyer.email }],
    subscriptions: [{ status: 'active' }],
    invoices: [{ status: 'paid', total: 2000 }],
    payments: [{ status: 'succeeded' }],
  });
  expect(JSON.stringify(data)).not.toMatch(/client_secret|password/);
  expect(redirectOf(await ask('/account/export'))).toContain('/sign-in?next=');
});
