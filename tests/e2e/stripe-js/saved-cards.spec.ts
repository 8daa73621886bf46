import { expect, type Page } from '@playwright/test';
import type Stripe from 'stripe';
import { frameOf, mount, pay, told } from './mount';
import { type Shop, test } from './shop';

type Features = Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features;

const ALL: Features = {
  payment_method_redisplay: 'enabled',
  payment_method_remove: 'enabled',
  payment_method_save: 'enabled',
  payment_method_save_usage: 'off_session',
};

/** A customer with cards that may be shown again, the last named attached last, and an open element. */
async function open(page: Page, shop: Shop, cards: string[], features: Features = ALL) {
  const customer = (await shop.server.customers.create({ name: 'Ada' })).id;
  for (const card of cards) {
    const { id } = await shop.server.paymentMethods.attach(card, { customer });
    await shop.server.paymentMethods.update(id, { allow_redisplay: 'always' });
  }
  const session = await shop.server.customerSessions.create({
    customer,
    components: { payment_element: { enabled: true, features } },
  });
  await mount(page, shop, [{ type: 'payment' }], {
    mode: 'payment',
    amount: 2000,
    currency: 'usd',
    customerSessionClientSecret: session.client_secret,
  });
  const secret = () => shop.intent({ customer });
  const methods = async () => (await shop.server.customers.listPaymentMethods(customer)).data;
  return { frame: frameOf(page, 'payment'), customer, secret, methods };
}

test.describe('saved cards', () => {
  test('are offered, the latest first and chosen, and one of them pays', async ({ page, shop }) => {
    const { frame, secret, methods } = await open(page, shop, ['pm_card_visa', 'pm_card_mastercard']);
    const names = frame.getByRole('radio');
    await expect(names).toHaveCount(3);
    await expect(frame.getByRole('group', { name: 'Payment method' })).toBeVisible();
    await expect(
      frame.getByRole('radio', { name: /^Mastercard ending in 4444, Expires 12\/\d\d$/ }),
    ).toBeChecked();
    await expect(frame.getByLabel('Card number')).toBeHidden();
    await frame.getByRole('radio', { name: /Visa ending in 4242/ }).check();
    const visa = (await methods()).find((method) => method.card?.brand === 'visa');
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toMatchObject({
        empty: false,
        complete: true,
        value: { type: 'card', payment_method: { id: visa?.id, type: 'card' } },
      });
    const clientSecret = await secret();
    expect(await pay(page, clientSecret)).toEqual({ status: 'succeeded' });
    const paid = await shop.server.paymentIntents.retrieve(clientSecret.split('_secret_')[0] ?? '');
    expect(paid.payment_method).toBe(visa?.id);
  });

  test('are walked through with the arrow keys, and a new card can be typed instead', async ({
    page,
    shop,
  }) => {
    const { frame, secret } = await open(page, shop, ['pm_card_visa']);
    await page.evaluate(() => window.mounted.payment?.focus());
    await expect(frame.getByRole('radio', { name: /Visa/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(frame.getByRole('radio', { name: 'New card' })).toBeChecked();
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toMatchObject({
        empty: true,
        complete: false,
        value: { savePaymentMethod: false },
      });
    expect((await pay(page, await secret())).error?.code).toBe('incomplete_number');
    await expect(frame.getByLabel('Card number')).toBeFocused();
    await page.keyboard.type('5555555555554444');
    await frame.getByLabel('Expiration date').fill('12 / 34');
    await frame.getByLabel('Security code').fill('123');
    expect(await pay(page, await secret())).toEqual({ status: 'succeeded' });
  });

  test('may ask their bank for its consent', async ({ page, shop }) => {
    const { secret } = await open(page, shop, ['pm_card_authenticationRequired']);
    const paying = pay(page, await secret());
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect(await paying).toEqual({ status: 'succeeded' });
  });

  test('are removed after a question, and stay after a no', async ({ page, shop }) => {
    const { frame, methods } = await open(page, shop, ['pm_card_visa', 'pm_card_mastercard']);
    const remove = frame.getByRole('button', { name: 'Remove Mastercard ending in 4444' });
    await remove.click();
    const question = frame.getByRole('group', { name: /Remove Mastercard ending in 4444\?/ });
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(frame.getByRole('button', { name: 'Update Mastercard ending in 4444' })).toBeFocused();
    await remove.click();
    await question.getByRole('button', { name: 'Remove' }).click();
    await expect(frame.getByRole('radio')).toHaveCount(2);
    await expect(frame.getByRole('radio', { name: /Visa/ })).toBeFocused();
    await expect(frame.getByRole('status')).toHaveText('Mastercard ending in 4444 was removed.');
    expect(await methods()).toHaveLength(1);
    await expect
      .poll(() => told(page, 'savedpaymentmethodremove'))
      .toMatchObject([{ elementType: 'payment', success: true, payment_method: { type: 'card' } }]);
  });

  test('get another expiration date', async ({ page, shop }) => {
    const { frame, methods } = await open(page, shop, ['pm_card_visa'], {
      payment_method_redisplay: 'enabled',
    });
    await expect(frame.getByRole('button', { name: /Remove/ })).toHaveCount(0);
    await frame.getByRole('button', { name: 'Update Visa ending in 4242' }).click();
    const date = frame.getByRole('group', { name: 'Update Visa' }).getByLabel('Expiration date');
    await expect(date).toBeFocused();
    await date.fill('12 / 20');
    await frame.getByRole('button', { name: 'Save' }).click();
    await expect(date).toHaveAccessibleDescription(/in the past/);
    await date.fill('07 / 39');
    await frame.getByRole('button', { name: 'Save' }).click();
    await expect(frame.getByRole('radio', { name: 'Visa ending in 4242, Expires 07/39' })).toBeFocused();
    expect((await methods())[0]?.card).toMatchObject({ exp_month: 7, exp_year: 2039 });
    await expect.poll(() => told(page, 'savedpaymentmethodupdate')).toMatchObject([{ success: true }]);
  });

  test('are those the session lets be shown', async ({ page, shop }) => {
    const limited = { ...ALL, payment_method_redisplay_limit: 1 };
    const first = await open(page, shop, ['pm_card_visa', 'pm_card_mastercard'], limited);
    await expect(first.frame.getByRole('radio')).toHaveCount(2);
    const hidden = { ...ALL, payment_method_allow_redisplay_filters: ['limited' as const] };
    const second = await open(page, shop, ['pm_card_visa'], hidden);
    await expect(second.frame.getByRole('radio')).toHaveCount(0);
    await expect(second.frame.getByLabel('Card number')).toBeVisible();
  });

  for (const isWanted of [true, false]) {
    test(`come to be when the box is ${isWanted ? '' : 'not '}checked`, async ({ page, shop }) => {
      const { frame, secret, methods } = await open(page, shop, []);
      await frame.getByLabel('Card number').fill('4242424242424242');
      await frame.getByLabel('Expiration date').fill('12 / 34');
      await frame.getByLabel('Security code').fill('123');
      if (isWanted) await frame.getByLabel('Save payment details for future purchases').check();
      expect(await pay(page, await secret())).toEqual({ status: 'succeeded' });
      const saved = (await methods()).map((method) => method.allow_redisplay);
      expect(saved).toEqual(isWanted ? ['always'] : []);
    });
  }

  test('of a session that is not there are reported, and the form works without', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'payment' }], {
      mode: 'payment',
      amount: 2000,
      currency: 'usd',
      customerSessionClientSecret: 'cuss_secret_nonsense',
    });
    await expect
      .poll(() => told(page, 'loaderror'))
      .toMatchObject([{ error: { type: 'invalid_request_error' } }]);
    await expect(frameOf(page, 'payment').getByLabel('Card number')).toBeVisible();
  });
});
