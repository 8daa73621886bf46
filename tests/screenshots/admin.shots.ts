import { createBuyer, signIn } from '../e2e/support/buyer';
import { buy } from '../e2e/support/plan-page';
import { expect, test } from '../e2e/support/test';
import { shoot } from './shoot';

const PAGES = [
  ['/admin', 'admin'],
  ['/admin/customers', 'admin-customers'],
  ['/admin/subscriptions', 'admin-subscriptions'],
  ['/admin/payments', 'admin-payments'],
  ['/admin/webhooks', 'admin-webhooks'],
  ['/admin/operations', 'admin-operations'],
  ['/admin/reconciliation', 'admin-reconciliation'],
  ['/admin/health', 'admin-health'],
] as const;

test('what admins see', async ({ page, books, anotherBrowser }) => {
  const buyer = await createBuyer(books);
  const shop = await (await anotherBrowser()).newPage();
  await signIn(shop.context(), buyer.id);
  await buy(shop, 'pro_monthly');
  await signIn(page.context(), (await createBuyer(books, 'admin')).id);
  for (const [path, name] of PAGES) {
    await page.goto(path);
    if (path === '/admin') await expect(page.locator('.recharts-surface').first()).toBeVisible();
    await shoot(page, name);
  }
  await page.goto(`/admin/customers?q=${buyer.email}`);
  await page.getByRole('link', { name: buyer.email }).click();
  await expect(page.getByRole('list', { name: 'Timeline' })).toBeVisible();
  // What was just paid comes with its event.
  const refund = page.getByRole('link', { name: 'Refund' });
  await expect(async () => {
    await page.reload();
    await expect(refund).toBeVisible({ timeout: 500 });
  }).toPass();
  await refund.click();
  await page.getByRole('button', { name: 'Confirm refund' }).waitFor();
  await shoot(page, 'admin-refund');
  await page.getByLabel('Amount').fill('10.00');
  await page.getByRole('button', { name: 'Confirm refund' }).click();
  await expect(page.getByText('The refund is on its way')).toBeVisible();
  await shoot(page, 'admin-customer');
  await page.goto('/admin/audit');
  await shoot(page, 'admin-audit');
  await page.goto('/admin/staff');
  await shoot(page, 'admin-staff');
});
