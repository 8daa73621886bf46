import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';

test('a double click on Subscribe', async ({ page, checkout, buyer, sandbox, books, traffic }) => {
  await checkout.open('pro_monthly');
  await checkout.type(CARDS.good);
  await checkout.button.dblclick();
  await expectDone(page, ON_PRO);
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(await books.operations(buyer.id, 'start_subscription')).toHaveLength(1);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('two tabs at once', async ({ context, buyer, sandbox, books, traffic }) => {
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  const checkouts = tabs.map((tab) => new CheckoutPage(tab));
  for (const checkout of checkouts) {
    await checkout.open('pro_monthly');
    await checkout.type(CARDS.good);
  }
  // A tab in the background draws nothing, and Playwright's own click would wait for it to.
  await Promise.all(checkouts.map((checkout) => checkout.button.dispatchEvent('click')));
  await Promise.all(tabs.map((tab) => expectDone(tab, ON_PRO)));
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect((await sandbox.paymentsOf(buyer.email)).filter(({ status }) => status === 'succeeded')).toHaveLength(
    1,
  );
  expect(await books.operations(buyer.id, 'start_subscription')).toHaveLength(1);
  expect(await books.operations(buyer.id, 'create_customer')).toHaveLength(1);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('two tabs with different plans: one of them is bought', async ({ context, buyer, sandbox }) => {
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  const [monthly, yearly] = [new CheckoutPage(tabs[0]), new CheckoutPage(tabs[1])];
  await monthly.open('pro_monthly');
  await yearly.open('pro_yearly');
  await monthly.pay(CARDS.declined);
  await monthly.expectAlert('Your card was declined.');
  await yearly.pay(CARDS.good);
  await expectDone(tabs[1], ON_PRO);
  // The first tab still holds the form of a subscription that was replaced.
  await monthly.pay(CARDS.good);
  await expect(
    tabs[0].getByRole('alert').filter({ hasText: 'You already have a subscription.' }),
  ).toBeVisible();
  const live = (await sandbox.subscriptionsOf(buyer.email)).filter(({ status }) => status === 'active');
  expect(live.map(({ items }) => items.data[0]?.price.lookup_key)).toEqual(['pro_yearly']);
  expect((await sandbox.paymentsOf(buyer.email)).filter(({ status }) => status === 'succeeded')).toHaveLength(
    1,
  );
});

test('the back button after paying', async ({ page, checkout, buyer, sandbox }) => {
  await page.goto('/pricing');
  await page.getByRole('link', { name: 'Choose Pro' }).click();
  await checkout.ready();
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  await page.goBack();
  await expect(
    page.getByRole('heading', { level: 1, name: 'You already have a subscription' }),
  ).toBeVisible();
  await expect(checkout.button).toHaveCount(0);
  await page.goForward();
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toHaveLength(1);
});

test('reloaded while the bank asks: the same subscription is paid by another card', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
  traffic,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.asksTheBank);
  await expect(checkout.challenge.getByRole('button', { name: 'Complete authentication' })).toBeVisible();
  await page.reload();
  await checkout.ready();
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(await books.operations(buyer.id, 'start_subscription')).toMatchObject([{ state: 'done' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('reloaded while confirming: what was paid is found, and not paid again', async ({
  page,
  context,
  checkout,
  buyer,
  sandbox,
}) => {
  await checkout.open('pro_monthly');
  // The confirmation arrives, its answer never does.
  await context.route(`${settings.SANDBOX_URL}/v1/payment_intents/*/confirm`, async (route) => {
    await route.fetch();
  });
  const confirming = page.waitForRequest((request) => request.url().endsWith('/confirm'));
  await checkout.pay(CARDS.good);
  await confirming;
  await expect
    .poll(async () => (await sandbox.subscriptionsOf(buyer.email)).map(({ status }) => status))
    .toEqual(['active']);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'You already have a subscription' })).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  await page.getByRole('link', { name: 'Go to billing' }).click();
  await expect(new BillingPage(page).invoices()).toHaveCount(1);
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded' }]);
});

test('a cart is paid once, whatever page of it is still open', async ({ context, buyer, sandbox }) => {
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  const [first, second] = [new CheckoutPage(tabs[0]), new CheckoutPage(tabs[1])];
  await first.open('credits_1000');
  await second.open('credits_1000');
  await first.pay(CARDS.good);
  await expectDone(tabs[0], 'Payment complete');
  await second.pay(CARDS.good);
  await expectDone(tabs[1], 'Payment complete');
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded' }]);
  // Bought anew, from a page opened anew, is another purchase.
  await first.open('credits_1000');
  await first.pay(CARDS.good);
  await expectDone(tabs[0], 'Payment complete');
  expect(await sandbox.paymentsOf(buyer.email)).toHaveLength(2);
  const billing = new BillingPage(tabs[0]);
  await billing.open();
  await expect(billing.section('Purchases')).toContainText('You hold 2,000 credits.');
});
