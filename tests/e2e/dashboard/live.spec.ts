import { expect } from '@playwright/test';
import { subscribe, test } from './bench';

test.describe('the dashboard beside an application', () => {
  test('shows what happens without being loaded again', async ({ page, account }) => {
    await account.open(page, 'customers');
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { untouched: true }));
    await subscribe(account.stripe);
    await expect(page.getByRole('link', { name: 'jenny@example.com' })).toBeVisible();
    expect(await page.evaluate(() => 'untouched' in window)).toBe(true);
  });

  test('leaves whoever is typing alone', async ({ page, account }) => {
    await account.open(page, 'customers');
    await page.getByLabel('Find').pressSequentially('jen');
    await subscribe(account.stripe);
    await page.getByLabel('Find').pressSequentially('ny');
    await expect(page.getByLabel('Find')).toHaveValue('jenny');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'jenny@example.com' })).toBeVisible();
  });

  test('misses nothing between its page and its stream, and follows what never pauses', async ({
    page,
    account,
  }) => {
    await page.route('**/_sandbox/stream', async (route) => {
      await account.stripe.customers.create({ email: 'between@example.com' });
      await route.continue();
    });
    await account.open(page, 'customers');
    await expect(page.getByRole('link', { name: 'between@example.com' })).toBeVisible();
    const seen = page.getByRole('link', { name: /^c\d+@example.com/ }).first();
    let wasSeen = false;
    for (let i = 0; i < 40 && !wasSeen; i += 1) {
      await account.stripe.customers.create({ email: `c${i}@example.com` });
      await page.waitForTimeout(50);
      wasSeen = await seen.isVisible();
    }
    expect(wasSeen).toBe(true);
  });

  test('keeps what it said to a form, and where the reader is, while other things happen', async ({
    page,
    account,
  }) => {
    await account.open(page, 'failures');
    await page.getByLabel('Endpoint', { exact: true }).fill('POST /v1/nothing');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    await expect(page.getByRole('alert')).toContainText('no endpoint');
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.getByLabel('Times', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Let it fail' }).focus();
    const faults = `${account.sandbox.url}/_sandbox/faults`;
    const rule = { kind: 'slow', ms: 1, endpoint: 'GET /v1/prices' };
    const made = await fetch(faults, { method: 'POST', body: JSON.stringify(rule) });
    expect(made.ok).toBe(true);
    await expect(page.getByRole('row', { name: /Slow answer/ })).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('no endpoint');
    await expect(page.getByLabel('Times', { exact: true })).toHaveValue('3');
    await expect(page.getByRole('button', { name: 'Let it fail' })).toBeFocused();
    await page.getByRole('button', { name: 'End: Slow answer' }).click();
    await expect(page.getByText('Nothing fails at the moment.')).toBeVisible();
  });

  test('tells each attempt to deliver an event, and sends it again', async ({ page, account }) => {
    account.answers.push(503);
    const { id } = await account.stripe.customers.create({ email: 'mail@example.com' });
    await account.open(page, 'events');
    await page.getByRole('link', { name: 'customer.created' }).click();
    const attempts = page.getByRole('table', { name: 'Attempts' });
    await expect(attempts.getByRole('row', { name: /503/ })).toContainText('heard');
    await expect(attempts.getByRole('row', { name: /200/ })).toBeVisible();
    await page.getByRole('button', { name: 'Resend' }).click();
    await expect(attempts).toHaveCount(2);
    await page.getByRole('link', { name: id }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(id);
  });

  test('logs requests with their keys; the address in an error leads there', async ({ page, account }) => {
    await account.stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'key-of-mine' });
    const refused = await account.stripe.customers.retrieve('cus_nobody').catch((error) => error);
    await account.open(page, 'requests');
    await expect(page.getByRole('row', { name: /POST \/v1\/customers/ })).toContainText('key-of-mine');
    await page.goto(refused.raw.request_log_url);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('GET /v1/customers/cus_nobody');
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('resource_missing');
  });

  test('switches a failure on for one endpoint, as often as told', async ({ page, account }) => {
    await account.open(page, 'failures');
    await page.getByLabel('What happens').selectOption('429: too many requests');
    await page.getByLabel('Endpoint', { exact: true }).fill('POST /v1/products');
    await page.getByLabel('Times', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    const impatient = { maxNetworkRetries: 0 };
    const first = await account.stripe.products.create({ name: 'A' }, impatient).catch((error) => error);
    expect(first.statusCode).toBe(429);
    await account.stripe.products.create({ name: 'A' }, impatient);
    await expect(page.getByRole('row', { name: /too many requests/ })).toContainText('spent');
    await page.getByLabel('Endpoint', { exact: true }).fill('POST /v1/nothing');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    await expect(page.getByRole('alert')).toContainText('no endpoint');
    // What was typed is there to be mended, and the keyboard is where it was.
    await expect(page.getByLabel('Endpoint', { exact: true })).toHaveValue('POST /v1/nothing');
    await expect(page.getByRole('button', { name: 'Let it fail' })).toBeFocused();
    await page.getByLabel('Endpoint', { exact: true }).fill('POST /v1/coupons');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    await expect(page.getByRole('row', { name: /POST \/v1\/coupons/ })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('Done: Let it fail')).toBeAttached();
  });

  test('moves a test clock to the next renewal', async ({ page, account }) => {
    const clock = await account.stripe.testHelpers.testClocks.create({
      frozen_time: Date.UTC(2027, 0, 31) / 1000,
      name: 'A year on',
    });
    const { subscription } = await subscribe(account.stripe, clock.id);
    await account.open(page, 'clocks');
    const card = page.getByRole('article').filter({ hasText: 'A year on' });
    await card.getByRole('button', { name: 'To the next renewal' }).click();
    // The card names the coming renewal before the press too: its header says the clock's own time.
    await expect(card.locator('header')).toContainText('2027-02-28');
    await expect(card).toContainText('ready');
    const invoices = await account.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data.map((invoice) => invoice.status)).toEqual(['paid', 'paid']);
  });
});
