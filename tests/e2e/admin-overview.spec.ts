import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { createBuyer, signIn } from './support/buyer';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

test.use({ alone: true });

const figure = (page: Page, name: string) =>
  page.getByRole('figure', { name, exact: true }).getByRole('paragraph').first();

/** An amount of dollars or a count, as the page writes it. */
const valueOf = async (page: Page, name: string): Promise<number> =>
  Number((await figure(page, name).innerText()).replaceAll(/[$,]/g, ''));

test('a subscription is in the figures, the chart, the table and the file', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  await signIn(page.context(), (await createBuyer(books, 'read_only')).id);
  await sandbox.quiet();
  await page.goto('/admin?currency=usd&by=month');
  const counted = page.getByText('still being counted');
  await expect(async () => {
    await page.reload();
    await expect(counted).toHaveCount(0, { timeout: 100 });
  }).toPass();
  const before = { mrr: await valueOf(page, 'MRR'), active: await valueOf(page, 'Active subscriptions') };
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await expect(async () => {
    await page.reload();
    expect(await valueOf(page, 'MRR')).toBeCloseTo(before.mrr + 20, 2);
    expect(await valueOf(page, 'Active subscriptions')).toBe(before.active + 1);
  }).toPass();
  expect(await valueOf(page, 'ARR')).toBeCloseTo((before.mrr + 20) * 12, 0);
  await expect(figure(page, 'Churn')).toHaveText(/–|%/);

  const recurring = page.getByRole('region', { name: 'Recurring revenue', exact: true });
  await expect(recurring.getByRole('img', { name: /^Monthly recurring revenue: from/ })).toBeVisible();
  await expect(recurring.locator('.recharts-line-curve')).toBeVisible();
  await recurring.getByText('As a table').click();
  const latest = recurring.getByRole('row').nth(1);
  const mrr = await figure(page, 'MRR').innerText();
  await expect(latest).toContainText(mrr);
  await expectAccessible(page, 'the overview');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('figures-usd-month.csv');
  const lines = (await (await download.createReadStream()).toArray()).join('').trim().split('\r\n');
  expect(lines).toHaveLength(37);
  expect(lines.at(-1)?.split(',').slice(1, 3)).toEqual(['USD', mrr.replaceAll(/[$,]/g, '')]);

  await page.getByLabel('Plan').selectOption('Pro');
  await page.getByLabel('By', { exact: true }).selectOption('Day');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/plan=pro&by=day/);
  expect(await valueOf(page, 'MRR')).toBeGreaterThanOrEqual(20);
  await page.getByLabel('Currency').selectOption('JPY');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(figure(page, 'MRR')).toHaveText(/^¥/);
});
