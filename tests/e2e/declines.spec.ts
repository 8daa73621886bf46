import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';

test('declined, then another card on the same page: one subscription, one operation, one client secret', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
  traffic,
}) => {
  const before = await sandbox.lastCall();
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  // Moved to, so that it is read out and nobody has to look for it.
  await expect(page.getByRole('alert').filter({ hasText: 'declined' })).toBeFocused();
  expect(await books.operations(buyer.id, 'start_subscription')).toMatchObject([{ state: 'awaiting_buyer' }]);

  await checkout.pay(CARDS.otherGood);
  await expectDone(page, ON_PRO);
  const operations = await books.operations(buyer.id, 'start_subscription');
  expect(operations).toHaveLength(1);
  expect(operations[0]?.state).toBe('done');
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
  const created = (await sandbox.callsSince(before)).filter(
    ({ idempotency_key }) => idempotency_key === `billfold:${String(operations[0]?.id)}:start_subscription`,
  );
  expect(created.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.cards()).toHaveCount(1);
  await expect(billing.cards()).toContainText('4444');
  await expect(billing.invoices()).toHaveCount(1);
});

test('insufficient funds, also at the second try', async ({ page, checkout, buyer, sandbox, traffic }) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.insufficientFunds);
  await checkout.expectAlert(/insufficient funds/);
  await checkout.pay(CARDS.insufficientFunds);
  await checkout.expectAlert(/insufficient funds/);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'incomplete' }]);
  await page.goto('/members');
  await expect(page).toHaveURL(/\/pricing$/);
  // Days later, so to speak: another visit goes on with what was begun.
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('a card that is kept but cannot be charged', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.attachesThenFails);
  await checkout.expectAlert('Your card was declined.');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
});

test('3-D Secure, completed', async ({ page, checkout, buyer, sandbox, traffic }) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.asksTheBank);
  await checkout.answerBank('Complete');
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('3-D Secure, failed, then tried again and completed', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
  traffic,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.asksTheBank);
  await checkout.answerBank('Fail');
  await checkout.expectAlert(/authenticat/i);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await checkout.button.click();
  await checkout.answerBank('Complete');
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'active' }]);
  expect(await books.operations(buyer.id, 'start_subscription')).toMatchObject([{ state: 'done' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('a trial whose card is declined does not begin; with the next card and its bank’s yes it does', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await checkout.open('team_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  await page.goto('/members');
  await expect(page).toHaveURL(/\/pricing$/);
  await checkout.open('team_monthly');
  await checkout.pay(CARDS.setupAsksTheBank);
  await checkout.answerBank('Complete');
  await expectDone(page, ON_TEAM);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ status: 'trialing' }]);
  expect(await books.operations(buyer.id, 'start_subscription')).toMatchObject([{ state: 'done' }]);
});

test('a one-off payment is declined, then paid: charged once', async ({
  page,
  checkout,
  buyer,
  sandbox,
  traffic,
}) => {
  await checkout.open('credits_1000');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  await checkout.pay(CARDS.good);
  await expectDone(page, 'Payment complete');
  expect(await sandbox.paymentsOf(buyer.email)).toMatchObject([{ status: 'succeeded' }]);
  expect(traffic.confirmedSecrets()).toHaveLength(1);
});

test('what is missing is said when the button is pressed, which nothing disables', async ({
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await checkout.open('pro_monthly');
  await expect(checkout.button).toBeEnabled();
  await checkout.button.click();
  await checkout.expectAlert(/incomplete/);
  await expect(checkout.card.getByLabel('Card number')).toHaveAttribute('aria-invalid', 'true');
  expect(await books.operations(buyer.id, 'start_subscription')).toEqual([]);
  expect(await sandbox.customersOf(buyer.email)).toEqual([]);
});

test('the server away while the button is pressed: nothing is lost, and pressing again goes on', async ({
  page,
  context,
  checkout,
  buyer,
  sandbox,
}) => {
  await checkout.open('pro_monthly');
  await context.route(`${settings.BASE_URL}/checkout/**`, (route) => route.abort());
  await checkout.pay(CARDS.good);
  await checkout.expectAlert(/could not be reached/);
  await context.unroute(`${settings.BASE_URL}/checkout/**`);
  await checkout.button.click();
  await expectDone(page, ON_PRO);
  expect(await sandbox.subscriptionsOf(buyer.email)).toHaveLength(1);
});
