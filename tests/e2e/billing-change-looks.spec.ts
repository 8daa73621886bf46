import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { buy, PlanPage } from './support/plan-page';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

test('axe finds nothing on the pages that change and cancel a plan', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plan = new PlanPage(page);
  await plan.open();
  await expectAccessible(page, `change plan, ${buyer.name}`);
  await plan.choose('Team', 2);
  await expectAccessible(page, 'change plan with its price');
  await plan.seats.fill('0');
  await expect(plan.seats).toHaveAccessibleDescription(/whole number/);
  await expectAccessible(page, 'change plan with no seats');

  const billing = new BillingPage(page);
  await billing.open();
  await page.getByRole('link', { name: 'Cancel plan' }).click();
  await expectAccessible(page, 'cancel plan');
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(billing.section('Plan')).toContainText('Ends on');
  await expectAccessible(page, 'billing of a canceled plan');
  await page.goto('/billing?refused=changed_meanwhile');
  await expectAccessible(page, 'billing that refuses');
});

test('axe finds nothing on a change that waits for the bank, nor on billing meanwhile', async ({
  page,
  checkout,
  buyer,
}) => {
  await buy(page, 'pro_monthly', CARDS.asksTheBank);
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose('Team', 2);
  await plan.confirm.click();
  await checkout.answerBank('Fail');
  await checkout.ready();
  await expectAccessible(page, `change to be paid with another card, ${buyer.name}`);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.section('Plan').getByRole('link', { name: 'Confirm payment' })).toBeVisible();
  await expectAccessible(page, 'billing with a change under way');
});
