import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { enter, focused, tabTo } from './support/keyboard';
import { buy } from './support/plan-page';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

test('paused and resumed: closed meanwhile, and one subscription all along', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const billing = new BillingPage(page);
  await billing.open();
  await page.getByRole('link', { name: 'Pause plan' }).click();
  await expectAccessible(page, 'pause plan');
  await page.getByRole('button', { name: 'Pause plan' }).dblclick();
  await expect(billing.section('Plan')).toContainText('Paused');
  await page.goto('/members');
  await expect(page).toHaveURL(/\/pricing/);
  await billing.open();
  await page.getByRole('button', { name: 'Resume plan' }).click();
  await expect(billing.section('Plan')).toContainText('Active');
  await page.goto('/members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  expect((await sandbox.subscriptionsOf(buyer.email)).map(({ status }) => status)).toEqual(['active']);
});

test('somebody who cancels is offered a pause, and may say why', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const billing = new BillingPage(page);
  await billing.open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await expect(page.getByRole('link', { name: 'Pause instead' })).toBeVisible();
  await expectAccessible(page, 'cancel plan with a pause offered');
  await page.getByLabel('Why are you leaving?').selectOption('too_expensive');
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(billing.section('Plan')).toContainText('Ends on');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription).toMatchObject({
    cancel_at_period_end: true,
    cancellation_details: { feedback: 'too_expensive' },
  });
});

test('ended at once where the plan allows it, and bought again by the same customer', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await new BillingPage(page).open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await page.getByRole('button', { name: 'End Pro now' }).click();
  await expect(page.getByText('Your plan has ended.')).toBeVisible();
  await buy(page, 'pro_monthly');
  const statuses = (await sandbox.subscriptionsOf(buyer.email)).map(({ status }) => status);
  expect(statuses.sort()).toEqual(['active', 'canceled']);
  expect(await sandbox.customersOf(buyer.email)).toHaveLength(1);
});

test('a plan for many is not ended in the middle of its period', async ({ page, buyer, sandbox, books }) => {
  await subscribe(sandbox, books, buyer, 'team_monthly');
  await new BillingPage(page).open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await expect(page.getByRole('button', { name: 'Cancel at period end' }), buyer.name).toBeVisible();
  await expect(page.getByRole('button', { name: /now$/ })).toHaveCount(0);
});

test('a promotion code on a running plan, by keyboard alone; an unknown one is refused', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const billing = new BillingPage(page);
  await billing.open();
  const apply = async (code: string) => {
    await enter(page, billing.section('Plan').getByText('Promotion code'));
    await tabTo(page, focused(page.getByLabel('Code', { exact: true })));
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  };
  await apply('NO-SUCH-CODE');
  await expect(
    page.getByRole('alert').filter({ hasText: 'We don’t know that promotion code.' }),
  ).toBeVisible();
  await apply(await sandbox.promotionCode({ percent_off: 25, duration: 'repeating', duration_in_months: 3 }));
  await expect(page.getByText('The promotion code counts from your next invoice on.')).toBeVisible();
  await expect(billing.section('Plan')).toContainText('25% off');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.discounts).toHaveLength(1);
});
