import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { expectDone } from './support/checkout-page';
import { PlanPage } from './support/plan-page';
import { settings } from './support/settings';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { TestClock } from './support/test-clock';
import { ask } from './support/visitor';

/** The background does what is due, without the wait for its next round. */
async function workInBackground(): Promise<void> {
  const headers = { authorization: `Bearer ${settings.CRON_SECRET}` };
  expect((await ask('/api/cron/drain', { headers })).status).toBe(200);
}

test('paying by use: nothing today, what was used so far, and an invoice of just that', async ({
  page,
  checkout,
  sandbox,
  books,
  buyer,
}) => {
  const clock = await TestClock.of(sandbox, books, buyer, 20);
  const billing = new BillingPage(page);
  const plan = billing.section('Plan');

  await test.step('the plan is chosen, and its card confirmed', async () => {
    await page.goto('/pricing');
    await page.getByRole('link', { name: 'Choose Pay as you go' }).click();
    await checkout.ready();
    await expect(
      page.getByText('$0.50 for each report, charged every month for what was used.'),
    ).toBeVisible();
    await checkout.pay(CARDS.good);
    await expectDone(page, "You're on Pay as you go");
    expect(await clock.charged()).toBe(0);
    await clock.advance(20);
  });

  await test.step('a report made twice at once is counted once', async () => {
    await page.goto('/members');
    const make = page.getByRole('button', { name: 'Make a report' });
    for (const _ of [1, 2, 3]) {
      await make.dblclick();
      await expect(
        page.getByText('Your report is ready. It is counted, and on your next invoice.'),
      ).toBeVisible();
      await page.goto('/members');
    }
    await billing.open();
    await expect(plan).toContainText('$1.50 so far');
    await expect(plan).toContainText('3 reports, at $0.50 each');
    await expectAccessible(page, 'billing of a plan paid by use');
    await page.goto('/members');
    await expectAccessible(page, 'members of a plan paid by use');
  });

  await test.step('the month’s end', async () => {
    await workInBackground();
    await clock.advance(12);
    await expect(async () => {
      await billing.open();
      await expect(plan).toContainText('$0.00 so far', { timeout: 500 });
      await expect(billing.invoices().filter({ hasText: '$1.50' })).toHaveCount(1, { timeout: 500 });
    }).toPass();
    expect(await clock.paid()).toEqual([150]);
  });
});

test('to Pro at once, with what was used on the bill', async ({ page, checkout, sandbox, books, buyer }) => {
  const clock = await TestClock.of(sandbox, books, buyer, 20);
  const plan = new BillingPage(page).section('Plan');
  await checkout.open('metered_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, "You're on Pay as you go");
  await clock.advance(20);
  await page.goto('/members');
  await page.getByRole('button', { name: 'Make a report' }).click();
  await expect(page.getByText('It is counted')).toBeVisible();
  const change = new PlanPage(page);
  await change.open();
  await change.choose('Pro');
  await expect(page.getByText('Time on Pay as you go from')).toBeVisible();
  const due = await change.amount('Due today').innerText();
  await change.confirm.click();
  await expect(plan).toContainText('Pro');
  const [paid = 0] = await clock.paid();
  expect(due).toBe(`$${(paid / 100).toFixed(2)}`);
  await page.goto('/members');
  await page.getByRole('button', { name: 'Make a report' }).click();
  await expect(page.getByText('Your report is ready. Your plan includes it.')).toBeVisible();
});

test('from Pro to paying by use with the next period, and taken back', async ({
  page,
  sandbox,
  books,
  buyer,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const change = new PlanPage(page);
  await change.open();
  await page.getByRole('radio', { name: 'Pay as you go' }).check();
  await expect(page.getByRole('radio', { name: 'Yearly' })).toBeHidden();
  await expect(change.amount('Due today')).toHaveText('$0.00');
  await expect(change.amount('Next invoice')).toContainText('$0.00');
  await change.confirm.click();
  const plan = new BillingPage(page).section('Plan');
  await expect(plan).toContainText(/Changes to Pay as you go on /);
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(plan).not.toContainText('Changes to Pay as you go');
});
