import type { Page } from '@playwright/test';
import { signIn } from '../e2e/support/buyer';
import { OwnApplication } from '../e2e/support/own-application';
import { OwnSandbox } from '../e2e/support/own-sandbox';
import { expect, test } from '../e2e/support/test';
import { shoot } from './shoot';

test('while Stripe can’t be reached', async ({ browser }) => {
  const application = await OwnApplication.prepare();
  const own = await OwnSandbox.startWith(application);
  const { url, secret } = application;
  const pageOf = async (userId: string): Promise<Page> => {
    const context = await browser.newContext({ baseURL: url });
    await signIn(context, userId, { url, secret });
    return context.newPage();
  };
  const { userId } = await own.subscriber('pro_monthly');
  const subscriber = await pageOf(userId);
  const newcomer = await pageOf(await own.user());
  const admin = await pageOf(await own.user('admin'));
  await expect(async () => {
    await subscriber.goto('/billing');
    await expect(subscriber.getByRole('link', { name: 'Cancel plan' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await own.sandbox.control('outage', { seconds: 60 });
  await subscriber.getByRole('link', { name: 'Cancel plan' }).click();
  await subscriber.getByRole('button', { name: 'Cancel at period end' }).click();
  await expect(subscriber.getByRole('status').filter({ hasText: 'Payments are paused.' })).toBeVisible();
  await shoot(subscriber, 'billing-outage');
  await newcomer.goto('/checkout/pro_monthly');
  await shoot(newcomer, 'checkout-paused');
  await newcomer.getByRole('button', { name: /mail me/i }).click();
  await expect(newcomer.getByRole('button', { name: /mail me/i })).toHaveCount(0);
  await shoot(newcomer, 'checkout-paused-asked');
  await admin.goto('/admin/health');
  await shoot(admin, 'admin-health-outage');
  await application.stop();
  await own.stop();
});
