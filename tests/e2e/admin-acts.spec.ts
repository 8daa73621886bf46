import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { createBuyer, signIn } from './support/buyer';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

const timelineOf = (page: Page) => page.getByRole('list', { name: 'Timeline' });

/** The acts of the staff on a customer's page, the last one first. */
async function actsOn(page: Page): Promise<string[]> {
  const acts = timelineOf(page)
    .getByRole('listitem')
    .filter({ hasText: /^Staff/ });
  return (await acts.allInnerTexts()).map((text) => text.split('\n').slice(1, 3).join(' '));
}

test('staff refund, cancel, resume, give credits and sync, and the timeline tells it in its order', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  const support = await createBuyer(books, 'support');
  const { customer } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  await sandbox.quiet();
  await signIn(page.context(), support.id);
  await page.goto(`/admin/customers/${customer}`);
  const said = page.getByRole('status');

  const payments = page.getByRole('region', { name: 'Payments' });
  await payments.getByRole('link', { name: 'Refund' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Refund $20.00' })).toBeVisible();
  await expectAccessible(page, 'a refund');
  await page.getByLabel('Amount').fill('a lot');
  await page.getByRole('button', { name: 'Confirm refund' }).click();
  await expect(said.filter({ hasText: 'not an amount' })).toBeVisible();
  await page.getByLabel('Amount').fill('30');
  await page.getByRole('button', { name: 'Confirm refund' }).click();
  await expect(said.filter({ hasText: 'more than is left' })).toBeVisible();
  await page.getByLabel('Amount').fill('7.50');
  await page.getByLabel('Reason').selectOption('The customer asked for it');
  await page.getByRole('button', { name: 'Confirm refund' }).click();
  await expect(said.filter({ hasText: 'The refund is on its way' })).toBeVisible();
  await expect(payments).toContainText('$7.50');

  const plan = page.getByRole('region', { name: 'Subscriptions' });
  await plan.getByRole('link', { name: 'Cancel plan' }).click();
  await expectAccessible(page, 'the end of a customer’s plan');
  await page.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(said.filter({ hasText: 'is canceled' })).toBeVisible();
  await expect(plan).toContainText(/Ends on/);
  await plan.getByRole('link', { name: 'Resume plan' }).click();
  await page.getByRole('button', { name: 'Resume plan' }).click();
  await expect(said.filter({ hasText: 'goes on' })).toBeVisible();
  await expect(plan).not.toContainText(/Ends on/);

  await page.getByRole('link', { name: 'Give credits' }).click();
  await expectAccessible(page, 'credits for a customer');
  await page.getByLabel('Credits').fill('250');
  await page.getByRole('button', { name: 'Give credits' }).click();
  await expect(said.filter({ hasText: 'credits are given' })).toBeVisible();
  await expect(page.getByText('250 credits', { exact: true })).toBeVisible();

  await sandbox.stripe.customers.update(String(customer), { name: 'Grace Hopper' });
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(said.filter({ hasText: 'read again' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible();

  await plan.getByRole('link', { name: 'Cancel plan' }).click();
  await page.getByRole('button', { name: 'End Pro now' }).click();
  await expect(said.filter({ hasText: 'is canceled' })).toBeVisible();
  await expect(plan.getByRole('link', { name: 'Cancel plan' })).toHaveCount(0);

  const by = support.email;
  expect(await actsOn(page)).toEqual([
    `Canceled a subscription ${by}, done`,
    `Synced the customer ${by}, synced`,
    `Gave credits ${by}, given`,
    `Resumed a subscription ${by}, done`,
    `Canceled a subscription ${by}, done`,
    `Refunded a payment ${by}, done`,
    `Refunded a payment ${by}, refused: refund too large`,
  ]);
  await page.goto('/admin/audit');
  await expect(page.getByRole('row').filter({ hasText: by }).first()).toContainText(
    'Canceled a subscription',
  );
  await expectAccessible(page, 'the audit log');
});

test('two admins refund one payment at once from two browsers: never more than was paid, and both are told', async ({
  page,
  buyer,
  books,
  sandbox,
  anotherBrowser,
}) => {
  const { customer } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  await sandbox.quiet();
  const pages = [page, await (await anotherBrowser()).newPage()];
  for (const each of pages) {
    await signIn(each.context(), (await createBuyer(books, 'admin')).id);
    await each.goto(`/admin/customers/${customer}`);
    await each.getByRole('link', { name: 'Refund' }).click();
    await each.getByLabel('Amount').fill('12.00');
  }
  await Promise.all(pages.map((each) => each.getByRole('button', { name: 'Confirm refund' }).click()));
  const told = pages.map(async (each) => {
    const status = each.getByRole('status').filter({ hasText: /on its way|more than is left/ });
    return (await status.innerText()).includes('on its way') ? 'refunded' : 'too much';
  });
  expect((await Promise.all(told)).sort()).toEqual(['refunded', 'too much']);
  const [payment] = await books.query('SELECT id FROM payments WHERE customer_id = $1', [customer]);
  const refunds = await sandbox.stripe.refunds.list({ payment_intent: String(payment?.id) });
  expect(refunds.data.map(({ amount }) => amount)).toEqual([1_200]);
});
