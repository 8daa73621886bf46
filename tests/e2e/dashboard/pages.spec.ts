import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { subscribe, test } from './bench';

const SECTIONS = [
  'Overview',
  'Customers',
  'Subscriptions',
  'Invoices',
  'Payments',
  'Events',
  'Requests',
  'Clocks',
  'Failures',
];

test.describe('the pages of the dashboard', () => {
  test('show what the account holds, each with its object behind a link', async ({ page, account }) => {
    const { subscription, customer } = await subscribe(account.stripe);
    await account.open(page, 'customers');
    await expect(page.getByRole('row', { name: /jenny@example.com/ })).toContainText('active');
    await page.getByRole('link', { name: 'jenny@example.com' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`customer ${customer.id}`);
    await page
      .getByRole('table', { name: 'Joined to it' })
      .getByRole('link', { name: 'subscription' })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`subscription ${subscription.id}`);
    await page.getByRole('link', { name: 'Invoices' }).click();
    await expect(page.getByRole('row', { name: /paid/ })).toContainText('$20.00');
    await page.getByRole('link', { name: 'Payments' }).click();
    await expect(page.getByRole('row', { name: /succeeded/ })).toContainText('visa ···· 4242');
  });

  test('can be read by everybody, light and dark', async ({ page, account }) => {
    await subscribe(account.stripe);
    await account.open(page);
    for (const name of SECTIONS) {
      await page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('link', { name, exact: true })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      for (const folded of await page.locator('summary').all()) await folded.click();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations, `${name} in ${colorScheme}`).toEqual([]);
      }
    }
  });

  test('fit on a phone', async ({ page, account }) => {
    await subscribe(account.stripe);
    await page.setViewportSize({ width: 320, height: 700 });
    await account.open(page);
    for (const name of SECTIONS) {
      await page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('link', { name, exact: true })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      for (const folded of await page.locator('summary').all()) await folded.click();
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      await expect.poll(width, name).toBeLessThanOrEqual(320);
    }
  });

  test('find things, and say so when there is nothing', async ({ page, account }) => {
    await subscribe(account.stripe);
    await account.open(page, 'events');
    await page.getByLabel('Find').fill('invoice.paid');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await page.getByLabel('Find').fill('no such thing');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page.getByText('has “no such thing” in it')).toBeVisible();
  });

  test('work without a script', async ({ browser, account }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await subscribe(account.stripe);
    await account.open(page, 'failures');
    await page.getByLabel('What happens').selectOption('500, nothing done');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    await expect(page.getByRole('row', { name: /500, nothing done/ })).toContainText('every endpoint');
    await page.getByRole('button', { name: 'End: 500, nothing done' }).click();
    await expect(page.getByText('Nothing fails at the moment.')).toBeVisible();
    await context.close();
  });

  test('show no client secret', async ({ page, account }) => {
    const intent = await account.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await account.open(page, `objects/${intent.id}`);
    await expect(page.locator('pre')).toContainText('"client_secret": "[redacted]"');
    await page.getByRole('link', { name: 'payment_intent.created' }).click();
    await expect(page.getByRole('region', { name: 'Payload' })).toContainText('[redacted]');
    expect(await page.content()).not.toContain(String(intent.client_secret).split('_secret_')[1]);
  });

  test('lead somewhere from every address, and make no account by being looked at', async ({
    page,
    account,
  }) => {
    const { url } = account.sandbox;
    await account.stripe.customers.create();
    for (const path of ['/', '/dashboard', '/dashboard/nothing', '/dashboard/accounts/nobody']) {
      await page.goto(url + path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
    }
    await expect(page.getByLabel('Account').getByRole('option', { name: 'nobody' })).toHaveCount(0);
  });

  test('keep a stranger’s markup a text', async ({ page, account }) => {
    await account.stripe.customers.create({ name: '"><img src=x onerror=alert(1)>' });
    await account.open(page, 'customers');
    await expect(page.getByRole('link', { name: '<img' })).toBeVisible();
    expect(await page.locator('main img').count()).toBe(0);
  });
});
