import type { BrowserContext, Page } from '@playwright/test';
import { BillingPage } from './support/billing-page';
import type { Books } from './support/books';
import type { Buyer } from './support/buyer';
import { CARDS } from './support/cards';
import { type CheckoutPage, expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import type { Sandbox } from './support/sandbox';
import { settings } from './support/settings';
import { expect, test } from './support/test';

// The sandbox's switches are for all: see the fixture `turn`.
test.use({ alone: true });

const COMPLETION = `${settings.BASE_URL}/checkout/complete**`;

/** Pays, and never comes back: the completion page is not reached. Answers where it would have been. */
async function payAndVanish(
  context: BrowserContext,
  checkout: CheckoutPage,
  lookupKey: string,
): Promise<string> {
  const { page } = checkout;
  await context.route(COMPLETION, (route) => route.abort());
  await checkout.open(lookupKey);
  const leaving = page.waitForRequest(COMPLETION);
  await checkout.pay(CARDS.good);
  const completion = (await leaving).url();
  await page.close();
  await context.unroute(COMPLETION);
  return completion;
}

async function expectMembers(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/members');
    await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
}

async function expectBilled(page: Page): Promise<void> {
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.invoices()).toHaveCount(1);
  await expect(billing.invoices()).toContainText(/Paid.*\$20\.00/);
  await expect(billing.cards()).toHaveCount(1);
  await expect(billing.cards()).toContainText('4242');
}

/** One of everything, here and at the provider. */
async function expectOnce(buyer: Buyer, sandbox: Sandbox, books: Books): Promise<void> {
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded' }]);
  expect(await books.operations(buyer.id, 'start_subscription')).toMatchObject([{ state: 'done' }]);
  expect(await books.mirrorOf(buyer.id)).toMatchObject({
    subscriptions: [{}],
    invoices: [{}],
    payments: [{}],
  });
}

async function allProcessed(sandbox: Sandbox, books: Books): Promise<void> {
  await expect.poll(() => sandbox.deliveriesIn('pending')).toEqual([]);
  await expect.poll(() => books.unprocessed()).toBe(0);
}

test('the tab closed right after paying: the webhook opens the paid part', async ({
  context,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await payAndVanish(context, checkout, 'pro_monthly');
  const tab = await context.newPage();
  await expectMembers(tab);
  await allProcessed(sandbox, books);
  await expectBilled(tab);
  await expectOnce(buyer, sandbox, books);
});

test('the webhook comes first, the buyer later', async ({ context, checkout, buyer, sandbox, books }) => {
  const completion = await payAndVanish(context, checkout, 'pro_monthly');
  await allProcessed(sandbox, books);
  await expect
    .poll(() => books.operations(buyer.id, 'start_subscription'))
    .toMatchObject([{ state: 'done' }]);
  const tab = await context.newPage();
  await tab.goto(completion);
  await expectDone(tab, ON_PRO);
  await expectOnce(buyer, sandbox, books);
});

test('the webhook held back: the buyer sees everything already, and nothing doubles when it comes', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await sandbox.webhooks('hold');
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  await page.goto('/members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expectBilled(page);
  const before = await books.mirrorOf(buyer.id);
  expect(await sandbox.deliveriesIn('held')).not.toEqual([]);

  await sandbox.webhooks('deliver');
  await allProcessed(sandbox, books);
  expect(await sandbox.deliveriesIn('held')).toEqual([]);
  expect(await books.mirrorOf(buyer.id)).toEqual(before);
  await expectBilled(page);
  await expectOnce(buyer, sandbox, books);
});

test('the webhook lost altogether', async ({ page, checkout, buyer, sandbox, books }) => {
  await sandbox.webhooks('lose');
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  await page.goto('/members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expectBilled(page);
  await expectOnce(buyer, sandbox, books);
});

test('a trial whose webhooks are lost', async ({ page, checkout, buyer, sandbox }) => {
  await sandbox.webhooks('lose');
  await checkout.open('team_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_TEAM);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.cards()).toContainText('4242');
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'trialing' }]);
});

test('the webhook and the buyer both at once', async ({ context, checkout, buyer, sandbox, books }) => {
  await sandbox.webhooks('hold');
  const completion = await payAndVanish(context, checkout, 'pro_monthly');
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all([sandbox.webhooks('deliver'), ...tabs.map((tab) => tab.goto(completion))]);
  for (const tab of tabs) await expectDone(tab, ON_PRO);
  await allProcessed(sandbox, books);
  await expectBilled(tabs[0]);
  await expectOnce(buyer, sandbox, books);
});

test('credits are given once, though the webhook and the buyer come at once, and the webhook again', async ({
  context,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await sandbox.webhooks('hold');
  const completion = await payAndVanish(context, checkout, 'credits_1000');
  const tab = await context.newPage();
  await Promise.all([sandbox.webhooks('deliver'), tab.goto(completion)]);
  await expectDone(tab, 'Payment complete');
  await allProcessed(sandbox, books);
  const [payment] = await sandbox.paymentsOf(buyer.email);
  const events = await books.query('SELECT event_id FROM webhook_events WHERE object_id = $1', [payment?.id]);
  expect(events.length).toBeGreaterThan(0);
  for (const { event_id } of events) await sandbox.control('webhooks/redeliver', { event_id });
  await allProcessed(sandbox, books);
  const billing = new BillingPage(tab);
  await billing.open();
  await expect(billing.section('Purchases')).toContainText('You hold 1,000 credits.');
});
