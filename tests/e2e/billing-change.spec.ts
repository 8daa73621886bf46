import type { Page } from '@playwright/test';
import { BillingPage } from './support/billing-page';
import { type Buyer, createBuyer, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { buy, PlanPage } from './support/plan-page';
import type { Sandbox } from './support/sandbox';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

const MEANWHILE = 'Your billing was changed in another window.';

/** The price and quantity of everything the buyer has ever subscribed to. */
async function plansOf(sandbox: Sandbox, buyer: Buyer): Promise<unknown[]> {
  const subscriptions = await sandbox.subscriptionsOf(buyer.email);
  return subscriptions.map(({ items }) => [items.data[0]?.price.lookup_key, items.data[0]?.quantity]);
}

async function paidAmounts(sandbox: Sandbox, buyer: Buyer): Promise<number[]> {
  const payments = await sandbox.paymentsOf(buyer.email);
  return payments.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount);
}

function told(page: Page, text: string) {
  return page.getByRole('main').getByText(text);
}

test('a dearer plan at once: what is due today is what is paid', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plan = new PlanPage(page);
  await plan.open();
  await expect(plan.confirm).toHaveCount(0);
  await plan.choose('Team', 3);
  await expect(plan.amount('Due today')).toHaveText('$25.00');
  await expect(plan.amount('Next invoice')).toContainText('$45.00');
  await plan.confirm.dblclick();
  await expect(told(page, 'Your plan was changed.')).toBeVisible();
  const billing = new BillingPage(page);
  await expect(billing.section('Plan')).toContainText(/Team.*\$45\.00.*3 seats/);
  expect(await plansOf(sandbox, buyer)).toEqual([['team_monthly', 3]]);
  expect(await paidAmounts(sandbox, buyer)).toEqual([2500, 2000]);
  expect(await books.operations(buyer.id, 'change_plan')).toMatchObject([{ state: 'done' }]);

  // The page before, as the browser kept it, asks for what was done.
  await page.goBack();
  await plan.confirm.click();
  await expect(told(page, 'Your plan was changed.')).toBeVisible();
  expect(await paidAmounts(sandbox, buyer)).toEqual([2500, 2000]);
  expect(await books.operations(buyer.id, 'change_plan')).toHaveLength(1);
});

test('reloaded while the bank asks: changed once, and paid once', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await buy(page, 'pro_monthly', CARDS.asksTheBank);
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose('Team', 2);
  await plan.confirm.click();
  const complete = checkout.challenge.getByRole('button', { name: 'Complete authentication' });
  await expect(complete).toBeVisible();
  expect(await plansOf(sandbox, buyer)).toEqual([['pro_monthly', 1]]);
  await page.reload();
  await expect(complete).toBeVisible();

  // Left altogether, the billing page knows the way back.
  const billing = new BillingPage(page);
  await billing.open();
  await billing.section('Plan').getByRole('link', { name: 'Confirm payment' }).click();
  await complete.click();
  await expect(billing.section('Plan')).toContainText(/Team.*\$30\.00.*2 seats/);
  expect(await plansOf(sandbox, buyer)).toEqual([['team_monthly', 2]]);
  expect(await paidAmounts(sandbox, buyer)).toEqual([1000, 2000]);
  expect(await books.operations(buyer.id, 'change_plan')).toMatchObject([{ state: 'done' }]);
});

test('the bank says no to the saved card: another one pays for the change', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  await buy(page, 'pro_monthly', CARDS.asksTheBank);
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose('Team', 2);
  await plan.confirm.click();
  await checkout.answerBank('Fail');
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await checkout.ready();
  await checkout.type(CARDS.good);
  await page.getByRole('button', { name: 'Pay with this card' }).dblclick();
  await expect(new BillingPage(page).section('Plan')).toContainText(/Team.*2 seats/);
  expect(await paidAmounts(sandbox, buyer)).toEqual([1000, 2000]);
});

test('two tabs: the same change is one, another one is told what happened', async ({
  context,
  buyer,
  sandbox,
  books,
}) => {
  const tabs = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plans = tabs.map((tab) => new PlanPage(tab));
  for (const plan of plans) await plan.open();
  await plans[0]?.choose('Team', 2);
  await plans[1]?.choose('Team', 2);
  await plans[2]?.choose('Team', 4);
  await Promise.all([plans[0]?.confirm.click(), plans[1]?.confirm.click()]);
  await expect(told(tabs[0], 'Your plan was changed.')).toBeVisible();
  await expect(told(tabs[1], 'Your plan was changed.')).toBeVisible();
  await plans[2]?.confirm.click();
  await expect(tabs[2].getByRole('alert').filter({ hasText: MEANWHILE })).toBeVisible();
  await expect(new BillingPage(tabs[2]).section('Plan')).toContainText(/Team.*2 seats/);
  expect(await plansOf(sandbox, buyer)).toEqual([['team_monthly', 2]]);
  expect(await paidAmounts(sandbox, buyer)).toEqual([1000, 2000]);
  expect(await books.operations(buyer.id, 'change_plan')).toMatchObject([{ state: 'done' }]);
});

test('what costs less a month waits for the end of the period, and can be taken back', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plan = new PlanPage(page);
  await plan.open();
  await page.getByRole('radio', { name: 'Yearly' }).check();
  await expect(plan.amount('Due today')).toHaveText('$0.00');
  await expect(plan.amount('Next invoice')).toContainText('$200.00');
  await plan.confirm.click();
  const section = new BillingPage(page).section('Plan');
  await expect(section).toContainText(/Changes to Pro.* on /);
  await section.getByRole('button', { name: 'Take back' }).click();
  await expect(told(page, 'The planned change was taken back.')).toBeVisible();
  await expect(section).not.toContainText('Changes to');
  expect(await plansOf(sandbox, buyer)).toEqual([['pro_monthly', 1]]);
  expect(await paidAmounts(sandbox, buyer)).toEqual([2000]);
});

test('changing, canceling and resuming need no script', async ({ buyer, anotherBrowser, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const context = await anotherBrowser({ javaScriptEnabled: false });
  await signIn(context, buyer.id);
  const plain = await context.newPage();
  const billing = new BillingPage(plain);
  await billing.open();
  await plain.getByRole('link', { name: 'Cancel plan' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'Cancel Pro?' })).toBeVisible();
  await plain.getByRole('button', { name: 'Cancel at period end' }).dblclick();
  await expect(billing.section('Plan')).toContainText(/Ends on /);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ cancel_at_period_end: true }]);
  await plain.getByRole('button', { name: 'Resume plan' }).click();
  await expect(billing.section('Plan')).toContainText(/Renews on /);

  await plain.getByRole('link', { name: 'Change plan' }).click();
  await plain.getByRole('radio', { name: 'Team' }).check();
  await plain.getByLabel('Seats').fill('none');
  await plain.getByRole('button', { name: 'See the price' }).click();
  await expect(plain.getByLabel('Seats')).toHaveAccessibleDescription(/whole number between 1 and 500/);
  await plain.getByLabel('Seats').fill('2');
  await plain.getByRole('button', { name: 'See the price' }).click();
  await plain.getByRole('button', { name: 'Confirm change' }).click();
  await expect(told(plain, 'Your plan was changed.')).toBeVisible();
  expect(await plansOf(sandbox, buyer)).toEqual([['team_monthly', 2]]);
});

test('an answer that was lost: checked until it is known, and done once', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  const endpoint = `POST /v1/subscriptions/${String(subscription?.id)}`;
  await sandbox.control('faults', { kind: 'server_error_after', endpoint, times: 20 });
  const billing = new BillingPage(page);
  await billing.open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  // The page looks by itself.
  await expect(billing.section('Plan')).toContainText(/Ends on /);
  expect(await books.operations(buyer.id, 'cancel_subscription')).toMatchObject([{ state: 'done' }]);
});

test('a cancellation that could not be sent is kept, and can be taken back', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  const endpoint = `POST /v1/subscriptions/${String(subscription?.id)}`;
  await sandbox.control('faults', { kind: 'lock_timeout', endpoint, times: 1_000 });
  const section = new BillingPage(page).section('Plan');
  await new BillingPage(page).open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(told(page, 'What you asked for is kept')).toBeVisible();
  await expect(section.getByText('Accepted, and done as soon as')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Cancel plan' })).toHaveCount(0);
  await section.getByRole('button', { name: 'Take back' }).click();
  await expect(told(page, 'That was taken back. Nothing was changed.')).toBeVisible();
  await expect(section).toContainText(/Renews on /);
  await expect(page.getByRole('link', { name: 'Cancel plan' })).toBeVisible();
  expect(await books.operations(buyer.id, 'cancel_subscription')).toMatchObject([{ state: 'refused' }]);
  expect(await sandbox.subscriptionsOf(buyer.email)).toMatchObject([{ cancel_at_period_end: false }]);
});

test('a plan changed by keyboard alone', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plan = new PlanPage(page);
  await plan.open();
  await page.getByRole('radio', { name: 'Pro' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Team' })).toBeChecked();
  await plan.seats.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await expect(plan.amount('Due today')).toHaveText('$10.00');
  await plan.confirm.focus();
  await page.keyboard.press('Enter');
  await expect(told(page, 'Your plan was changed.')).toBeVisible();
  expect(await plansOf(sandbox, buyer)).toEqual([['team_monthly', 2]]);
});

test('another buyer’s plan and another buyer’s change are not there', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  const query = `subscription=${String(subscription?.id)}`;
  await page.goto(`/billing/cancel?${query}`);
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(told(page, 'Your plan was canceled.')).toBeVisible();
  const [operation] = await books.operations(buyer.id, 'cancel_subscription');
  const change = `/billing/change?operation=${String(operation?.id)}`;
  expect(redirectOf(await ask(change, { userId: buyer.id }))).toBe('/billing?told=finished');

  const { id: userId } = await createBuyer(books);
  expect((await ask(change, { userId })).status).toBe(404);
  for (const path of [`/billing/plan?${query}`, `/billing/cancel?${query}`]) {
    expect(redirectOf(await ask(path, { userId })), path).toBe('/billing');
    expect(redirectOf(await ask(path)), path).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  // What Stripe appends on the way back from a bank is neither believed nor kept in the address.
  const appended = `${change}&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded`;
  expect(redirectOf(await ask(appended, { userId }))).toBe(change);
});
