import { BillingPage } from '../e2e/support/billing-page';
import { CARDS } from '../e2e/support/cards';
import { expectDone } from '../e2e/support/checkout-page';
import { buy, PlanPage } from '../e2e/support/plan-page';
import { expect, test } from '../e2e/support/test';
import { TestClock } from '../e2e/support/test-clock';
import { shoot } from './shoot';

test('before anything is bought', async ({ page, buyer }) => {
  for (const [path, name] of [
    ['/', 'home'],
    ['/pricing', 'pricing'],
    ['/account', 'account-free'],
    ['/billing', 'billing-free'],
  ] as const) {
    await page.goto(path);
    await shoot(page, name);
  }
  await page.context().clearCookies();
  await page.goto('/sign-up');
  await shoot(page, `sign-up`);
  expect(buyer.name).toBe('Ada Buyer');
});

test('the checkout', async ({ page, checkout, buyer }) => {
  await checkout.open('team_monthly');
  await shoot(page, 'checkout');
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('declined');
  await shoot(page, 'checkout-declined');
  await checkout.type(CARDS.good);
  await checkout.button.click();
  await expect(page.getByRole('heading', { level: 1 }), buyer.name).toHaveText("You're on Pro");
  await shoot(page, 'checkout-complete');
});

test('a plan, its changes and its cards', async ({ page, checkout, buyer, sandbox }) => {
  await buy(page, 'pro_monthly');
  const billing = new BillingPage(page);
  const code = await sandbox.promotionCode({ percent_off: 25, duration: 'repeating', duration_in_months: 3 });
  await billing.open();
  await shoot(page, 'billing');
  await billing.section('Plan').getByText('Promotion code').click();
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(billing.section('Plan')).toContainText('25% off');
  await shoot(page, 'billing-discount');
  await page.goto('/billing/payment-methods');
  await checkout.ready();
  await shoot(page, 'add-payment-method');
  await page.goto('/billing/details');
  await page.getByLabel('Tax id').fill('DE000000000');
  await page.getByRole('button', { name: 'Save tax id' }).click();
  await expect(async () => {
    await page.goto('/billing/details');
    await expect(page.getByText('Verified', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  await shoot(page, 'billing-details');
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose('Team', 3);
  await shoot(page, 'change-plan');
  await billing.open();
  await page.getByRole('link', { name: 'Pause plan' }).click();
  await shoot(page, 'pause-plan');
  await billing.open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await shoot(page, 'cancel-plan');
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(billing.section('Plan'), buyer.name).toContainText('Ends on');
  await shoot(page, 'billing-ending');
});

test('invoices of a year and more', async ({ page, sandbox, books, buyer }) => {
  const clock = await TestClock.of(sandbox, books, buyer);
  await buy(page, 'pro_monthly');
  await clock.advance(200);
  await expect(async () => {
    await page.goto('/billing/invoices');
    await expect(page.locator('tbody tr')).toHaveCount(7, { timeout: 500 });
  }).toPass();
  await shoot(page, 'invoices');
});

test('credits', async ({ page, buyer }) => {
  await buy(page, 'pro_monthly');
  await page.goto('/billing/credits');
  await shoot(page, 'credits-none');
  await page.getByRole('button', { name: 'Buy credits' }).click();
  await expect(page.getByRole('heading', { level: 1 }), buyer.name).toHaveText('Payment complete');
  await page.goto('/billing/credits');
  await shoot(page, 'credits');
});

test('paying by use', async ({ page, checkout, buyer }) => {
  await checkout.open('metered_monthly');
  await shoot(page, 'checkout-usage');
  await checkout.pay(CARDS.good);
  await expectDone(page, "You're on Pay as you go");
  for (const _ of [1, 2, 3]) {
    await page.goto('/members');
    await page.getByRole('button', { name: 'Make a report' }).click();
    await expect(page.getByText('Your report is ready.'), buyer.name).toBeVisible();
  }
  await shoot(page, 'members-usage');
  await page.goto('/billing');
  await shoot(page, 'billing-usage');
});

test('a payment that failed', async ({ page, sandbox, books, buyer }) => {
  const clock = await TestClock.of(sandbox, books, buyer);
  await buy(page, 'pro_monthly');
  const [subscription] = await clock.subscriptions();
  const { id: failing } = await sandbox.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: clock.customerId,
  });
  await sandbox.stripe.subscriptions.update(subscription?.id ?? '', { default_payment_method: failing });
  await clock.advance(32);
  await expect(async () => {
    await page.goto('/billing');
    await expect(page.getByRole('alert')).toContainText('did not go through', { timeout: 1_000 });
  }).toPass();
  await shoot(page, 'billing-unpaid');
  await page.getByRole('link', { name: 'Pay now' }).click();
  await shoot(page, 'pay-now');
});
