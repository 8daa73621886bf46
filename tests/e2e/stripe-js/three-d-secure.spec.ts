import { expect } from '@playwright/test';
import { test } from './shop';

test.describe('3-D Secure', () => {
  test('completes in a dialog that holds the focus and gives it back', async ({ page, shop }) => {
    await shop.open();
    await shop.fillCard('4000 0027 6000 3184');
    await page.locator('#pay').focus();
    const paying = shop.pay(await shop.intent());
    const complete = shop.challenge().getByRole('button', { name: 'Complete authentication' });
    await expect(complete).toBeVisible();
    await expect(page.getByRole('dialog', { name: '3D Secure authentication' })).toBeVisible();
    await expect(
      shop.challenge().getByText('A payment of $20.00 is waiting for your approval.'),
    ).toBeVisible();
    await expect(shop.challenge().getByRole('heading')).toBeFocused();
    const parents = page.frames().filter((each) => each.url().includes('/elements/challenge'));
    expect(parents.map((each) => each.parentFrame() === page.mainFrame())).toEqual([true]);
    await page.keyboard.press('Tab');
    await expect(complete).toBeFocused();
    await page.keyboard.press('Enter');
    expect(await paying).toEqual({ status: 'succeeded' });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('#pay')).toBeFocused();
  });

  for (const way of ['the button', 'Escape'] as const) {
    test(`fails by ${way}, and the form can be used again`, async ({ page, shop }) => {
      await shop.open();
      const clientSecret = await shop.intent();
      await shop.fillCard('4000 0027 6000 3184');
      const paying = shop.pay(clientSecret);
      const fail = shop.challenge().getByRole('button', { name: 'Fail authentication' });
      await expect(fail).toBeVisible();
      if (way === 'Escape') await page.keyboard.press('Escape');
      else await fail.click();
      expect(await paying).toEqual({
        error: {
          type: 'invalid_request_error',
          code: 'payment_intent_authentication_failure',
          message:
            'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
          intent: 'requires_payment_method',
        },
      });
      await shop.fillCard('4242 4242 4242 4242');
      expect(await shop.pay(clientSecret)).toEqual({ status: 'succeeded' });
    });
  }

  test('asks again when its answer was turned away, and lets go of who cannot reach it', async ({
    page,
    shop,
  }) => {
    await shop.open();
    await shop.fillCard('4000 0027 6000 3184');
    const complete = shop.challenge().getByRole('button', { name: 'Complete authentication' });
    const problem = shop.challenge().getByText('The sandbox could not be reached.');
    await page.route(
      '**/elements/3ds/*',
      (route) =>
        route.fulfill({
          status: 429,
          json: { error: { type: 'invalid_request_error', code: 'rate_limit' } },
        }),
      { times: 1 },
    );
    const paying = shop.pay(await shop.intent());
    await complete.click();
    await expect(problem).toBeVisible();
    await complete.click();
    expect(await paying).toEqual({ status: 'succeeded' });
    await page.route('**/elements/3ds/*', (route) => route.abort());
    const leaving = shop.pay(await shop.intent());
    await expect(complete).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(problem).toBeVisible();
    await page.keyboard.press('Escape');
    expect((await leaving).error?.code).toBe('payment_intent_authentication_failure');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('a card may be declined after its authentication', async ({ shop }) => {
    await shop.open();
    await shop.fillCard('4000 0084 0000 1629');
    const paying = shop.pay(await shop.intent());
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect((await paying).error).toMatchObject({ type: 'card_error', code: 'card_declined' });
  });

  test('guards the saving of a card, and is carried on by handleNextAction', async ({ page, shop }) => {
    await shop.open({ mode: 'setup', currency: 'usd' });
    const created = await shop.server.setupIntents.create({});
    await shop.fillCard('4000 0025 0000 3155');
    const saving = shop.pay(created.client_secret ?? '', 'setup');
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect(await saving).toEqual({ status: 'succeeded' });
    const waiting = await shop.server.paymentIntents.create({
      amount: 700,
      currency: 'eur',
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      return_url: shop.url,
      use_stripe_sdk: true,
    });
    const handling = page.evaluate(async (clientSecret) => {
      const result = await window.shop.stripe.handleNextAction({ clientSecret });
      return result.paymentIntent?.status;
    }, waiting.client_secret ?? '');
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect(await handling).toBe('succeeded');
  });
});
