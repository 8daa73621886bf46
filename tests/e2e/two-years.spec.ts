import type { Page } from '@playwright/test';
import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { expectDone } from './support/checkout-page';
import { buy, PlanPage } from './support/plan-page';
import { expect, test } from './support/test';
import { TestClock } from './support/test-clock';

/** Until the webhooks of what has happened are through, the page shows what was. */
async function expectPlan(page: Page, text: string | RegExp): Promise<void> {
  const billing = new BillingPage(page);
  await expect(async () => {
    await billing.open();
    await expect(billing.section('Plan')).toContainText(text, { timeout: 500 });
  }).toPass();
}

/** What the files for the tax adviser say was paid, over all years, in minor units. */
async function paidByFiles(page: Page): Promise<number> {
  await page.goto('/billing/invoices');
  const links = await page.getByRole('link', { name: /^Download/ }).all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  let sum = 0;
  for (const address of addresses) {
    const lines = (await (await page.request.get(address ?? '')).text()).trim().split('\r\n');
    const [head = '', ...rows] = lines;
    const column = head.split(',').indexOf('paid');
    for (const row of rows) sum += Math.round(Number(row.split(',')[column]) * 100);
  }
  return sum;
}

test('two years of one customer, and every cent of them', async ({
  page,
  checkout,
  sandbox,
  books,
  buyer,
}) => {
  test.setTimeout(180_000);
  // Today is the tenth day of the first month that is paid.
  const clock = await TestClock.of(sandbox, books, buyer, 24);
  const plan = new PlanPage(page);

  await test.step('a trial, and the first payment', async () => {
    await page.goto('/checkout/team_monthly?seats=2');
    await checkout.ready();
    await checkout.seats.fill('2');
    await expect(page.getByText('After 14 days $30.00 every month.')).toBeVisible();
    await checkout.pay(CARDS.good);
    await expectDone(page, "You're on Team");
    expect(await clock.charged()).toBe(0);
    await clock.advance(24);
    await expectPlan(page, 'Active');
    expect(await clock.paid()).toEqual([3000]);
  });

  await test.step('three more seats in the middle of the month', async () => {
    await plan.open();
    await plan.seats.fill('5');
    await expect(plan.amount('Next invoice')).toContainText('$75.00');
    const due = await plan.amount('Due today').innerText();
    await plan.confirm.click();
    await expectPlan(page, '5 seats');
    const [paid = 0] = await clock.paid();
    expect(due).toBe(`$${(paid / 100).toFixed(2)}`);
    expect(paid).toBeGreaterThan(2_500);
    expect(paid).toBeLessThan(4_500);
  });

  await test.step('the next renewal fails, and is paid with another card', async () => {
    const { customerId: customer } = clock;
    const [subscription] = await clock.subscriptions();
    const failing = await sandbox.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await sandbox.stripe.subscriptions.update(subscription?.id ?? '', {
      default_payment_method: failing.id,
    });
    await clock.advance(30);
    const banner = page.getByRole('alert').filter({ hasText: 'Your last payment did not go through.' });
    await expect(async () => {
      await page.goto('/pricing');
      await expect(banner).toBeVisible({ timeout: 500 });
    }).toPass();
    await banner.getByRole('link', { name: 'Pay now' }).click();
    await page.getByRole('radio', { name: 'Visa ending in 4242' }).check();
    await page.getByRole('button', { name: 'Pay $75.00' }).click();
    await expect(page.getByText('Thank you, that is paid.')).toBeVisible();
    const card = new BillingPage(page).cards().filter({ hasText: '4242' });
    const makeDefault = card.getByRole('button', { name: 'Make default' });
    if (await makeDefault.isVisible()) await makeDefault.click();
    await expect(card).toContainText('Default');
    await clock.advance(150);
    await expectPlan(page, 'Active');
  });

  await test.step('a pause, which costs nothing', async () => {
    const before = await clock.charged();
    await page.getByRole('link', { name: 'Pause plan' }).click();
    await page.getByRole('button', { name: 'Pause plan' }).click();
    await expectPlan(page, 'Paused');
    await clock.advance(60);
    expect(await clock.charged()).toBe(before);
    await page.reload();
    await page.getByRole('button', { name: 'Resume plan' }).click();
    await expectPlan(page, 'Active');
  });

  await test.step('a cheaper plan from the next month on', async () => {
    await plan.open();
    await plan.choose('Pro');
    await expect(plan.amount('Due today')).toHaveText('$0.00');
    await plan.confirm.click();
    await expectPlan(page, /Team.*Pro/s);
    await clock.advance(32);
    await expectPlan(page, '$20.00');
    await clock.advance(200);
  });

  await test.step('canceled, and over when it is over', async () => {
    await expectPlan(page, 'Active');
    await page.getByRole('link', { name: 'Cancel plan' }).click();
    await page.getByRole('button', { name: 'Cancel at period end' }).click();
    await expectPlan(page, 'Ends on');
    await clock.advance(32);
    await expectPlan(page, /It ended on .*You are on Free/s);
    const before = await clock.charged();
    await clock.advance(100);
    expect(await clock.charged()).toBe(before);
  });

  await test.step('back again', async () => {
    await buy(page, 'pro_monthly');
    await clock.advance(90);
    await expectPlan(page, 'Active');
  });

  expect(await books.query('SELECT id FROM customers WHERE user_id = $1', [buyer.id])).toEqual([
    { id: clock.customerId },
  ]);
  const invoices = await sandbox.stripe.invoices.list({ customer: clock.customerId, limit: 100 });
  const paid = invoices.data.filter(({ status }) => status === 'paid').length;
  expect(paid).toBeGreaterThan(18);
  await expect
    .poll(() => books.count("FROM invoices WHERE status = 'paid' AND customer_id = $1", [clock.customerId]))
    .toBe(paid);
  expect(await paidByFiles(page)).toBe(await clock.charged());
});
