import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { signIn } from './support/buyer';
import { CheckoutPage } from './support/checkout-page';
import { OwnApplication } from './support/own-application';
import { OwnSandbox } from './support/own-sandbox';
import { test as base, expect } from './support/test';

const SECONDS = 20;
const BANNER = 'Payments are paused.';
const OPEN_TO_ALL = ['/', '/pricing', '/sign-in', '/sign-up'];
const SIGNED_IN = ['/account', '/billing', '/billing/plan', '/billing/cancel', '/members', '/mailbox'];
const ADMIN = [
  '/admin',
  '/admin/customers',
  '/admin/subscriptions',
  '/admin/payments',
  '/admin/operations',
  '/admin/webhooks',
  '/admin/reconciliation',
  '/admin/health',
];

type World = { readonly application: OwnApplication; readonly own: OwnSandbox };

const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const application = await OwnApplication.prepare();
    const own = await OwnSandbox.startWith(application);
    await use({ application, own });
    await application.stop();
    await own.stop();
  },
});

const banner = (page: Page) => page.getByRole('status').filter({ hasText: BANNER });

async function expectQuick(page: Page, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const began = performance.now();
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(200);
    expect(await answer.text(), address).toContain(BANNER);
    expect(performance.now() - began, `${address}, milliseconds`).toBeLessThan(1_000);
  }
}

test('before, during and after an outage, with nobody helping', async ({ world, browser }) => {
  test.setTimeout(150_000);
  const { application, own } = world;
  const { url, secret } = application;
  const contexts: BrowserContext[] = [];
  const pageOf = async (userId: string): Promise<Page> => {
    const context = await browser.newContext({ baseURL: url });
    contexts.push(context);
    await signIn(context, userId, { url, secret });
    return context.newPage();
  };
  const { userId, subscriptionId } = await own.subscriber('pro_monthly');
  const subscriber = await pageOf(userId);
  const newcomer = await pageOf(await own.user());
  const admin = await pageOf(await own.user('admin'));

  await expect(async () => {
    await subscriber.goto('/billing');
    await expect(subscriber.getByRole('link', { name: 'Cancel plan' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(banner(subscriber)).toHaveCount(0);
  await subscriber.getByRole('link', { name: 'Cancel plan' }).click();
  await expect(subscriber.getByRole('button', { name: 'Cancel at period end' })).toBeVisible();

  await own.sandbox.control('outage', { seconds: SECONDS });
  const until = Date.now() + SECONDS * 1000;
  await subscriber.getByRole('button', { name: 'Cancel at period end' }).click();
  // Accepted, and to be done later. Nobody is told that it failed.
  const underWay = subscriber.getByRole('heading', { name: 'Under way' });
  await expect(underWay).toBeVisible();
  await expect(subscriber.getByText('Cancel at the end of the period')).toBeVisible();
  await expect(banner(subscriber)).toBeVisible();

  await newcomer.goto('/checkout/pro_monthly');
  await expect(newcomer.getByRole('heading', { level: 1, name: 'Payments are paused' })).toBeVisible();
  await expectAccessible(newcomer, '/checkout, paused');
  await newcomer.getByRole('button', { name: 'Mail me when payments are back' }).click();
  await expect(newcomer.getByText('We’ll mail you once payments are back.')).toBeVisible();

  await expectQuick(newcomer, [...OPEN_TO_ALL.slice(0, 2), '/checkout/credits_1000']);
  await expectQuick(subscriber, SIGNED_IN);
  await expectQuick(admin, ADMIN);
  await admin.goto('/admin/health');
  await expect(admin.getByText('Out of reach since')).not.toHaveCount(0);
  expect(await own.deliver('customer.updated', { id: 'cus_nobody', object: 'customer' })).toBe(200);
  expect(Date.now(), 'all of that during the outage').toBeLessThan(until);

  // Nobody touches anything from here on.
  await expect(banner(subscriber)).toHaveCount(0, { timeout: 45_000 });
  await expect(subscriber.getByText('Ends on')).toBeVisible({ timeout: 30_000 });
  await expect(underWay).toHaveCount(0);
  expect(await own.stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({
    cancel_at_period_end: true,
  });
  const { data: sent } = (await own.sandbox.control('requests?since=0')) as {
    data: { method: string; path: string; replayed: boolean }[];
  };
  const cancels = sent.filter(
    ({ method, path, replayed }) =>
      method === 'POST' && path === `/v1/subscriptions/${subscriptionId}` && !replayed,
  );
  expect(cancels).toHaveLength(1);

  await expect(async () => {
    await newcomer.goto('/mailbox');
    await expect(newcomer.getByText('Payments are back')).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const checkout = new CheckoutPage(newcomer);
  await checkout.open('pro_monthly');
  for (const context of contexts) await context.close();
});
