import type { Page } from '@playwright/test';
import { BillingPage } from './support/billing-page';
import { freshEmail } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';

async function signUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('Name').fill('Ada Buyer');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** The row of an admin's table that belongs to somebody. */
async function expectRow(page: Page, path: string, owner: string, text: string | RegExp): Promise<void> {
  await page.goto(path);
  const row = page.getByRole('row').filter({ hasText: owner }).first();
  await expect(row).toContainText(text);
}

test('from the pricing page to a paid plan, and what the admin sees of it', async ({
  page,
  checkout,
  books,
  anotherBrowser,
}) => {
  const email = freshEmail();
  await page.goto('/');
  await page.getByRole('link', { name: 'Pricing' }).first().click();
  await expect(page.getByRole('radio', { name: 'Monthly' })).toBeChecked();
  await page.getByRole('link', { name: 'Choose Pro' }).click();
  await expect(page).toHaveURL(/\/sign-up\?next=/);
  await signUp(page, email);
  await expect(page).toHaveURL(/\/checkout\/pro_monthly$/);
  await checkout.ready();
  await expect(checkout.amount('Total due today')).toHaveText('$20.00');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);

  await page.goto('/members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Current plan: Pro' })).toBeVisible();
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.invoices()).toHaveCount(1);
  await expect(billing.invoices()).toContainText(/Paid.*\$20\.00/);
  await expect(billing.cards()).toHaveCount(1);
  await expect(billing.cards()).toContainText(/Visa.*4242.*Default/);

  await expect.poll(() => books.unprocessed()).toBe(0);
  const admin = await (await anotherBrowser()).newPage();
  await admin.goto('/sign-in?next=%2Fadmin');
  await admin.getByLabel('Email').fill(settings.ADMIN_EMAIL);
  await admin.getByLabel('Password').fill(settings.ADMIN_PASSWORD);
  await admin.getByRole('button', { name: 'Sign in' }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expectRow(admin, '/admin/customers', email, 'Pro');
  await expectRow(admin, '/admin/subscriptions', email, /Pro.*Active.*\$20\.00/);
  await expectRow(admin, '/admin/payments', email, /Succeeded.*\$20\.00/);
  const [user] = await books.query('SELECT id, stripe_customer_id AS customer FROM users WHERE email = $1', [
    email,
  ]);
  const [operation] = await books.operations(String(user?.id), 'start_subscription');
  expect(operation?.state).toBe('done');
  await expectRow(admin, '/admin/webhooks', String(user?.customer), 'Processed');
  await expectRow(admin, '/admin/webhooks', String(operation?.object_id), 'Processed');
  await admin.goto('/admin/health');
  await expect(admin.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
});

test('yearly', async ({ page, checkout, buyer, sandbox }) => {
  await page.goto('/pricing');
  await page.getByRole('radio', { name: 'Yearly' }).check();
  await page.getByRole('link', { name: 'Choose Pro' }).click();
  await expect(page).toHaveURL(/\/checkout\/pro_yearly$/);
  await checkout.ready();
  await expect(checkout.amount('Total due today')).toHaveText('$200.00');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.items.data[0]?.price.lookup_key).toBe('pro_yearly');
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.section('Plan')).toContainText('$200.00 a year');
});

test('a one-off payment', async ({ page, checkout, buyer, sandbox, books }) => {
  await page.goto('/pricing');
  await page.getByRole('link', { name: 'Buy 1,000 credits' }).click();
  await checkout.ready();
  await expect(checkout.amount('Total due today')).toHaveText('$10.00');
  await checkout.pay(CARDS.good);
  await expectDone(page, 'Payment complete');
  await expect(page.getByText('You paid $10.00 for 1,000 credits.')).toBeVisible();
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.section('Purchases')).toContainText('You hold 1,000 credits.');
  await expect(billing.purchases()).toHaveCount(1);
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded', amount: 1000 }]);
  expect(await books.operations(buyer.id, 'start_payment')).toMatchObject([{ state: 'done' }]);
  // Credits are no plan.
  await page.goto('/members');
  await expect(page).toHaveURL(/\/pricing$/);
});

test('a promotion code', async ({ page, checkout, buyer, sandbox }) => {
  const code = await sandbox.promotionCode({ percent_off: 25, duration: 'once' });
  await checkout.open('pro_monthly');
  await checkout.applyCode('NOSUCHCODE');
  await expect(page.getByText('We don’t know that promotion code.')).toBeVisible();
  await checkout.applyCode(code);
  await expect(page.getByText(`Code ${code} applied`)).toBeVisible();
  await expect(checkout.amount('Total due today')).toHaveText('$15.00');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.invoices()).toHaveCount(1);
  await expect(billing.invoices()).toContainText(/Paid.*\$15\.00/);
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded', amount: 1500 }]);
});

test('a code that takes everything off: nothing is due, the card is kept, and the plan opens', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  const code = await sandbox.promotionCode({ percent_off: 100, duration: 'once' });
  await checkout.open('pro_monthly');
  await checkout.applyCode(code);
  await expect(checkout.amount('Total due today')).toHaveText('$0.00');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  expect(await sandbox.paymentsOf(buyer.email)).toEqual([]);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.cards()).toContainText('4242');
});

test('three Team seats on trial', async ({ page, checkout, buyer, sandbox }) => {
  await page.goto('/pricing');
  await page.getByRole('link', { name: 'Choose Team' }).click();
  await checkout.ready();
  await checkout.seats.fill('3');
  await expect(page.getByText('After 14 days $45.00 every month.')).toBeVisible();
  await expect(checkout.amount('Total due today')).toHaveText('$0.00');
  await checkout.type(CARDS.good);
  await page.getByRole('button', { name: 'Start trial' }).click();
  await expectDone(page, ON_TEAM);
  await expect(page.getByText('Your trial runs until')).toBeVisible();
  const subscriptions = await sandbox.subscriptionsOf(buyer.email);
  expect(subscriptions).toHaveLength(1);
  expect(subscriptions[0]?.status).toBe('trialing');
  expect(subscriptions[0]?.items.data[0]?.quantity).toBe(3);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.section('Plan')).toContainText('3 seats');
  await expect(billing.cards()).toContainText('4242');
  await page.goto('/members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
});

test('a session outlives the browser window, and signing out ends it', async ({ anotherBrowser }) => {
  const email = freshEmail();
  const context = await anotherBrowser();
  const page = await context.newPage();
  await page.goto('/sign-up');
  await signUp(page, email);
  await expect(page.getByRole('heading', { name: 'Current plan: Free' })).toBeVisible();
  const later = await anotherBrowser({ storageState: await context.storageState() });
  const again = await later.newPage();
  await again.goto('/account');
  await expect(again.getByText(email)).toBeVisible();
  await new CheckoutPage(again).open('pro_monthly');
  await again.getByRole('button', { name: 'Sign out' }).click();
  await expect(again.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await again.goto('/account');
  await expect(again).toHaveURL(/\/sign-in/);
});
