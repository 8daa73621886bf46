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
  await buy(shop, 'team_monthly');
  await signIn(page.context(), (await createBuyer(books, 'admin')).id);
  for (const [path, name] of PAGES) {
    await page.goto(path);
    await shoot(page, name);
  }
  await page.goto(`/admin/customers?q=${buyer.email}`);
  await page.getByRole('link', { name: buyer.email }).click();
  await expect(page.getByRole('list', { name: 'Timeline' })).toBeVisible();
  await shoot(page, 'admin-customer');
});
