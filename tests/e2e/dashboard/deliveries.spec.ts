import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import Stripe from 'stripe';
import { deliveriesOf, newest, press, test, unfolded } from './switches';

test.describe('the dashboard troubles webhooks', () => {
  test('with events of another version of the API', async ({ page, account }) => {
    await account.open(page, 'failures');
    await page.getByLabel('Events of API version').selectOption('2025-03-31.basil');
    await press(page, 'Set webhooks');
    const heard = account.nextDelivery();
    await account.stripe.customers.create({ name: 'Old' });
    expect(JSON.parse((await heard).body)).toMatchObject({ api_version: '2025-03-31.basil' });
  });

  test('by holding them back, until they are let go', async ({ page, account }) => {
    await account.open(page, 'failures');
    await page.getByLabel('New deliveries').selectOption('Hold back');
    await press(page, 'Set webhooks');
    await account.stripe.customers.create({ name: 'Held' });
    expect(await newest(account)).toBe('held 0');
    await page.getByLabel('New deliveries').selectOption('Deliver');
    await page.getByRole('button', { name: 'Set webhooks' }).click();
    await expect.poll(() => newest(account)).toBe('delivered 1');
  });

  test('with Stripe’s pauses, which are skipped for all or for one', async ({ page, account }) => {
    await account.open(page, 'failures');
    await page.getByLabel('Try failed ones again').selectOption('for days, as live');
    await press(page, 'Set webhooks');
    account.answers.push(503, 503);
    await account.stripe.customers.create({ name: 'Thrice' });
    await expect.poll(() => newest(account)).toBe('pending 1');
    await expect(page.getByText('One delivery waits for the next try.')).toBeVisible();
    await page.getByRole('button', { name: 'Retry all now' }).click();
    await expect.poll(() => newest(account)).toBe('pending 2');
    await account.open(page, 'events');
    await page.getByRole('link', { name: 'customer.created' }).click();
    await page.getByRole('button', { name: /^Try now/ }).click();
    await expect.poll(() => newest(account)).toBe('delivered 3');
    await expect(page.getByRole('button', { name: /^Try now/ })).toHaveCount(0);
  });

  test('by losing some types and doubling others, as often as told', async ({ page, account }) => {
    await account.open(page, 'failures');
    await unfolded(page, 'Webhooks');
    await page.getByLabel('Lose, %').fill('100');
    await page.getByLabel('Lose at most').fill('1');
    await page.getByLabel('Lose only these types').fill('customer.created, product.created');
    await page.getByLabel('Send again, times').fill('2');
    await page.getByLabel('Double only these types').fill('coupon.created');
    await press(page, 'Set webhooks');
    await account.stripe.coupons.create({ percent_off: 10 });
    await account.stripe.customers.create({ name: 'Lost' });
    await account.stripe.customers.create({ name: 'Heard' });
    const met = async () => {
      const all = await deliveriesOf(account);
      return all.map(({ type, state }) => `${type} ${state}`).reverse();
    };
    const coupons = Array.from({ length: 3 }, () => 'coupon.created delivered');
    await expect.poll(met).toEqual([...coupons, 'customer.created lost', 'customer.created delivered']);
    await page.getByLabel('Lose only these types').fill('no.such.type');
    await page.getByLabel('Lose, %').fill('50');
    await page.getByRole('button', { name: 'Set webhooks' }).click();
    await expect(page.getByRole('alert')).toContainText('is no type of event');
  });

  test('by delaying them, with every option shown again as it was set', async ({ page, account }) => {
    await account.open(page, 'failures');
    await unfolded(page, 'Webhooks');
    const given = [
      ['Send again, times', '1'],
      ['Chance to be doubled, %', '0.5'],
      ['Delay of up to, ms', '900'],
      ['Delay of at least, ms', '600'],
      ['Shuffle within, ms', '50'],
      ['Lose, %', '0.25'],
    ] as const;
    for (const [label, value] of given) await page.getByLabel(label).fill(value);
    const seeds = page.getByRole('region', { name: 'Webhooks' }).getByLabel('Seed of its chances');
    for (const [i, field] of (await seeds.all()).entries()) await field.fill(String(i + 2));
    await press(page, 'Set webhooks');
    await page.reload();
    await unfolded(page, 'Webhooks');
    for (const [label, value] of given) await expect(page.getByLabel(label)).toHaveValue(value);
    for (const [i, field] of (await seeds.all()).entries()) await expect(field).toHaveValue(String(i + 2));
    const begin = performance.now();
    const heard = account.nextDelivery();
    await account.stripe.customers.create({ name: 'Late' });
    await heard;
    expect(performance.now() - begin).toBeGreaterThan(590);
    await page.getByLabel('Delay of at least, ms').fill('1000');
    await page.getByRole('button', { name: 'Set webhooks' }).click();
    await expect(page.getByRole('alert')).toContainText('min_ms must not be above max_ms');
  });

  test('with a rolled signing secret, shown once; for a while both sign', async ({ page, account }) => {
    await account.open(page, 'failures');
    await page.getByLabel('The old secret signs too for, hours').fill('1');
    await page.getByRole('button', { name: 'Roll the secret' }).click();
    const told = page.getByRole('status').filter({ hasText: 'shown this once' });
    const secret = await told.getByRole('code').innerText();
    expect(secret).toMatch(/^whsec_\w{32}$/);
    await expect(told).toBeInViewport();
    const heard = account.nextDelivery();
    await account.stripe.customers.create({ name: 'Signed' });
    const { signature, body } = await heard;
    expect(signature.match(/v1=/g)).toHaveLength(2);
    expect(Stripe.webhooks.constructEvent(body, signature, secret).type).toBe('customer.created');
    const rule = { kind: 'slow', ms: 1, endpoint: 'GET /v1/prices' };
    await account.sandbox.control('faults', rule);
    await expect(page.getByRole('row', { name: /Slow answer/ })).toBeVisible();
    await expect(told).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    await page.reload();
    await expect(page.getByText(secret)).toHaveCount(0);
    await page.getByLabel('The old secret signs too for, hours').fill('0');
    await page.getByRole('button', { name: 'Roll the secret' }).click();
    await expect(told).toContainText('The old one signs no more');
    const alone = account.nextDelivery();
    await account.stripe.customers.create({ name: 'Signed once' });
    expect((await alone).signature.match(/v1=/g)).toHaveLength(1);
  });
});
