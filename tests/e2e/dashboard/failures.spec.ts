import { expect } from '@playwright/test';
import Stripe from 'stripe';
import { subscribe } from './bench';
import { impatient, press, refusal, test, unfolded } from './switches';

test.describe('the dashboard lets calls fail', () => {
  test('with every option that a failure has', async ({ page, account: { open, stripe, name } }) => {
    await open(page, 'failures');
    await unfolded(page, 'Let calls fail');
    await page.getByLabel('Let pass first').fill('1');
    await page.getByLabel('In force for, seconds').fill('600');
    await page.getByLabel('Made with').selectOption('secret keys');
    await page.getByLabel('Reason given').selectOption('endpoint-rate');
    await page.getByLabel('Endpoint', { exact: true }).fill('POST /v1/products');
    await press(page, 'Let it fail');
    const row = page.getByRole('row', { name: /too many requests/ });
    await expect(row).toContainText('endpoint-rate');
    await expect(row).toContainText(`account ${name}, secret keys`);
    await expect(row).toContainText('every time, after 1 that pass, for 600 s');
    await stripe.products.create({ name: 'Passes' }, impatient);
    const limited = await refusal(stripe.products.create({ name: 'Fails' }, impatient));
    expect(limited.headers?.['stripe-rate-limited-reason']).toBe('endpoint-rate');
  });

  test('in every account, and in the same order for the same seed', async ({
    page,
    account: { open, stripe, sandbox },
  }) => {
    await open(page, 'failures');
    await page.getByLabel('Endpoint', { exact: true }).fill('GET /v1/coupons');
    await page.getByLabel('What happens').selectOption('500, and yet done');
    await page.getByLabel('Chance, %').fill('50');
    await unfolded(page, 'Let calls fail');
    await page.getByLabel('Whose calls').selectOption('every account’s');
    await page.getByLabel('Seed of its chances').first().fill('7');
    const drawn = async (client: Stripe) => {
      const fates: boolean[] = [];
      for (let i = 0; i < 12; i += 1) {
        fates.push(
          await client.coupons.list({}, impatient).then(
            () => true,
            () => false,
          ),
        );
      }
      return fates;
    };
    await press(page, 'Let it fail');
    await expect(page.getByRole('row', { name: /seed 7/ })).toContainText('every account');
    const { hostname, port } = new URL(sandbox.url);
    const other = new Stripe('sk_test_other', { host: hostname, port: Number(port), protocol: 'http' });
    const first = await drawn(other);
    expect(new Set(first).size).toBe(2);
    await page.getByRole('button', { name: 'End: 500, and yet done' }).click();
    await expect(page.getByText('Nothing fails at the moment.')).toBeVisible();
    await press(page, 'Let it fail');
    expect(await drawn(stripe)).toEqual(first);
  });

  test('after the work, and with an answer that is not kept', async ({ page, account: { open, stripe } }) => {
    await open(page, 'failures');
    await page.getByLabel('What happens').selectOption('Connection cut');
    await page.getByLabel('When').selectOption('after the work was done');
    // The SDK tries a cut connection once more by itself.
    await page.getByLabel('Times', { exact: true }).fill('2');
    await press(page, 'Let it fail');
    await expect(page.getByRole('row', { name: /Connection cut/ })).toContainText('after the work');
    await refusal(stripe.products.create({ name: 'Made' }, impatient));
    expect((await stripe.products.list()).data.map(({ name }) => name)).toEqual(['Made']);
    await page.getByLabel('What happens').selectOption('500, nothing done');
    await page.getByLabel('The answer is').selectOption('not kept for its key');
    await page.getByLabel('Times', { exact: true }).fill('1');
    await press(page, 'Let it fail');
    await expect(page.getByRole('row', { name: /500, nothing done/ })).toContainText('not kept for its key');
    const keyed = { ...impatient, idempotencyKey: 'once-more' };
    expect((await refusal(stripe.products.create({ name: 'Later' }, keyed))).statusCode).toBe(500);
    await stripe.products.create({ name: 'Later' }, keyed);
    await press(page, 'End all');
    await expect(page.getByText('Nothing fails at the moment.')).toBeVisible();
  });

  test('offering what goes with the kind that is chosen, and saying why something cannot be', async ({
    page,
    account: { open },
  }) => {
    await open(page, 'failures');
    await expect(page.getByLabel('Reason given')).toBeVisible();
    await expect(page.getByLabel('By, milliseconds')).toBeHidden();
    await page.getByLabel('What happens').selectOption('Slow body');
    await expect(page.getByLabel('Reason given')).toBeHidden();
    await page.getByLabel('By, milliseconds').fill('700000');
    await page.getByRole('button', { name: 'Let it fail' }).click();
    await expect(page.getByRole('alert')).toContainText('<=600000');
    await page.getByLabel('By, milliseconds').fill('250');
    const rare = await unfolded(page, 'Let calls fail');
    await page.getByLabel('Let pass first').fill('-1');
    await rare.locator('summary').click();
    await page.getByRole('button', { name: 'Let it fail' }).click();
    // The browser has a say of its own, at the field that it unfolds for that.
    await expect(page.getByLabel('Let pass first')).toBeFocused();
    await page.getByLabel('Let pass first').fill('');
    await press(page, 'Let it fail');
    await expect(page.getByRole('row', { name: /Slow body/ })).toContainText('by 250 ms');
  });

  test('at other rates than Stripe’s', async ({ page, account: { open, stripe } }) => {
    await open(page, 'failures');
    await unfolded(page, 'Rate limits');
    await page.getByLabel('Requests are limited to').selectOption('100 a second, as live');
    await page.getByLabel('A second, an endpoint').fill('1');
    await press(page, 'Set limits');
    const listed = () => stripe.products.list({}, impatient);
    const limited = await refusal(Promise.all([listed(), listed(), listed()]));
    expect(limited.headers?.['stripe-rate-limited-reason']).toBe('endpoint-rate');
    await page.reload();
    await unfolded(page, 'Rate limits');
    await expect(page.getByLabel('A second, an endpoint')).toHaveValue('1');
    await expect(page.getByLabel('Requests a second')).toHaveAttribute('placeholder', '100');
    // What the mode brings is no more than a hint: it does not overrule another mode.
    await page.getByLabel('Requests are limited to').selectOption('25 a second, as a test account');
    await page.getByRole('button', { name: 'Set limits' }).click();
    await expect(page.getByLabel('Requests a second')).toHaveAttribute('placeholder', '25');
  });

  test('after a while, or not at all while the port is closed', async ({
    page,
    account: { open, stripe },
  }) => {
    await open(page, 'failures');
    await page.getByLabel('Every call takes longer by, ms').fill('400');
    await press(page, 'Set latency');
    const begin = performance.now();
    await stripe.products.list();
    expect(performance.now() - begin).toBeGreaterThan(390);
    await page.getByLabel('Every call takes longer by, ms').fill('0');
    await press(page, 'Set latency');
    await page.getByLabel('Refuse connections for, seconds').fill('2');
    await page.getByRole('button', { name: 'Close the port' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'closed for 2 seconds' })).toBeVisible();
    await expect(page.getByText('Sandbox not reached')).toBeVisible();
    const cut = await refusal(stripe.products.list({}, impatient));
    expect(cut).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await stripe.products.list();
  });

  test('for good: a renewal that nobody pays', async ({ page, account: { open, stripe } }) => {
    await open(page, 'failures');
    await page.getByLabel('Retry on days').fill('2, 1');
    await page.getByRole('button', { name: 'Set billing' }).click();
    await expect(page.getByRole('alert')).toContainText('must be ascending');
    await page.getByLabel('Retry on days').fill('1');
    await page.getByLabel('After the last retry').selectOption('mark unpaid');
    await press(page, 'Set billing');
    const { testClocks } = stripe.testHelpers;
    const begin = Date.UTC(2027, 0, 1) / 1000;
    const clock = await testClocks.create({ frozen_time: begin });
    const { customer, subscription } = await subscribe(stripe, clock.id);
    const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id });
    await testClocks.advance(clock.id, { frozen_time: begin + 34 * 86_400 });
    const status = async () => (await stripe.subscriptions.retrieve(subscription.id)).status;
    await expect.poll(status).toBe('unpaid');
  });
});
