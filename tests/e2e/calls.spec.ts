import type { BrowserContext } from '@playwright/test';
import { createBuyer, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import type { Call, Sandbox } from './support/sandbox';
import { expect, test } from './support/test';

// Every call that anybody causes is counted.
test.use({ alone: true });

const PUBLIC = ['/', '/pricing', '/sign-up', '/sign-in', '/no-such-page'];
const PERSONAL = [
  '/account',
  '/billing',
  '/members',
  '/checkout/pro_monthly',
  '/checkout/team_yearly',
  '/checkout/credits_1000',
];
const ADMIN = ['', '/customers', '/subscriptions', '/payments', '/webhooks', '/health'].map(
  (page) => `/admin${page}`,
);

const named = ({ method, path }: Call): string => `${method} ${path}`;

async function openAll(context: BrowserContext, paths: readonly string[]): Promise<void> {
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Where there is a card form, it has to be there too: Stripe.js might call on its own account.
    const button = page.getByRole('button', { name: /^(Subscribe|Start trial|Pay)$/ });
    if (await button.isVisible()) await new CheckoutPage(page).ready();
  }
}

test('none to open any page: signed out, on Free, on Pro, and for the admin', async ({
  page,
  context,
  checkout,
  buyer,
  anotherBrowser,
  books,
  sandbox,
}) => {
  const admin = await createBuyer(books, 'admin');
  const [visitor, fresh, staff] = [await anotherBrowser(), await anotherBrowser(), await anotherBrowser()];
  await signIn(fresh, (await createBuyer(books)).id);
  await signIn(staff, admin.id);
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  await expect.poll(() => books.unprocessed()).toBe(0);
  await sandbox.quiet();

  const before = await sandbox.lastCall();
  await Promise.all([
    openAll(visitor, [...PUBLIC, ...PERSONAL, '/admin']),
    openAll(fresh, [...PUBLIC, ...PERSONAL]),
    openAll(context, [...PUBLIC, ...PERSONAL]),
    openAll(staff, ADMIN),
  ]);
  await sandbox.quiet();
  expect((await sandbox.callsSince(before)).map(named)).toEqual([]);
  expect(buyer.id).not.toBe(admin.id);
});

/** The server's calls between the press and the moment at which Stripe.js confirms with the client secret. */
async function callsToTheSecret(checkout: CheckoutPage, sandbox: Sandbox): Promise<string[]> {
  await sandbox.quiet();
  // Webhooks cause reads of their own, and could come in between.
  await sandbox.webhooks('hold');
  const before = await sandbox.lastCall();
  const confirming = checkout.page.waitForRequest((request) => request.url().endsWith('/confirm'));
  await checkout.button.click();
  await confirming;
  const calls = await sandbox.callsSince(before);
  const secret = calls.findIndex(({ key_type }) => key_type === 'publishable');
  await sandbox.webhooks('deliver');
  return calls.slice(0, secret === -1 ? undefined : secret).map(named);
}

test('two from pressing Subscribe to the client secret, for a new user', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  await checkout.open('pro_monthly');
  await checkout.type(CARDS.good);
  expect(await callsToTheSecret(checkout, sandbox)).toEqual(['POST /v1/customers', 'POST /v1/subscriptions']);
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toHaveLength(1);
});

test('one for a returning user', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('credits_1000');
  await checkout.pay(CARDS.good);
  await expectDone(page, 'Payment complete');
  await checkout.open('pro_monthly');
  await checkout.type(CARDS.good);
  expect(await callsToTheSecret(checkout, sandbox)).toEqual(['POST /v1/subscriptions']);
  await expectDone(page, ON_PRO);
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
});

test('two for a trial, and one for a second pack of credits', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('team_monthly');
  await checkout.type(CARDS.good);
  expect(await callsToTheSecret(checkout, sandbox)).toEqual(['POST /v1/customers', 'POST /v1/subscriptions']);
  await expectDone(page, ON_TEAM);
  await checkout.open('credits_1000');
  await checkout.type(CARDS.good);
  expect(await callsToTheSecret(checkout, sandbox)).toEqual(['POST /v1/payment_intents']);
  await expectDone(page, 'Payment complete');
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
});
