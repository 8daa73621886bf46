import { expect, type Page } from '@playwright/test';
import { frameOf, mount, told } from './mount';
import { test } from './shop';

const RATES = [
  { id: 'slow', displayName: 'Standard', amount: 0 },
  { id: 'fast', displayName: 'Express', amount: 1000 },
];
const SHIPPED = { shippingAddressRequired: true, shippingRates: RATES, emailRequired: true };

/** Opens the shop with wallet buttons and a page that confirms as Stripe's guide has it. */
async function open(page: Page, shop: Parameters<typeof mount>[1], options: object, clientSecret: string) {
  // The email field stays empty: a wallet brings what it needs.
  await mount(page, shop, [{ type: 'expressCheckout', options }, { type: 'linkAuthentication' }]);
  await page.evaluate(listen, clientSecret);
  const wallet = page.frameLocator('iframe[title$="(sandbox)"]');
  return { buttons: frameOf(page, 'expressCheckout'), wallet };
}

function listen(clientSecret: string): void {
  const { stripe, elements } = window.till;
  const element = window.mounted.expressCheckout;
  const note = (event: string, detail: object) =>
    window.told.push({ element: 'expressCheckout', event, detail: { ...detail } });
  element?.on('click', (event) => {
    note('click', { expressPaymentType: event.expressPaymentType });
    event.resolve({ lineItems: [{ name: 'Plan', amount: 2000 }] });
  });
  element?.on('shippingaddresschange', (event) => {
    note('shippingaddresschange', { name: event.name, address: event.address });
    if (event.address.country === 'JP') event.reject();
    else event.resolve();
  });
  element?.on('shippingratechange', async (event) => {
    note('shippingratechange', event.shippingRate);
    const { amount } = event.shippingRate;
    await elements.update({ amount: 2000 + amount });
    event.resolve({
      lineItems: [
        { name: 'Plan', amount: 2000 },
        { name: 'Delivery', amount },
      ],
    });
  });
  element?.on('confirm', async (event) => {
    const { billingDetails, shippingAddress, shippingRate, expressPaymentType } = event;
    note('confirm', { billingDetails, shippingAddress, shippingRate, expressPaymentType });
    const submitted = await elements.submit();
    const result = await stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' });
    note('paid', {
      selected: submitted.selectedPaymentMethod,
      status: result.paymentIntent?.status,
      code: result.error?.code,
    });
  });
}

test.describe('express checkout', () => {
  test('offers wallets by name and pays with one, its address and its delivery', async ({ page, shop }) => {
    const clientSecret = await shop.intent();
    const { buttons, wallet } = await open(
      page,
      shop,
      { ...SHIPPED, buttonType: { applePay: 'buy' } },
      clientSecret,
    );
    const ready = (await told(page, 'ready')).find((event) => event.elementType === 'expressCheckout');
    expect(ready).toMatchObject({
      availablePaymentMethods: { applePay: true, googlePay: true, link: true, paypal: false },
    });
    await buttons.getByRole('button', { name: 'Buy with Apple Pay' }).click();
    await expect(page.getByRole('dialog', { name: 'Apple Pay (sandbox)' })).toBeVisible();
    await expect(wallet.getByRole('heading')).toBeFocused();
    await wallet.getByLabel('Delivery').selectOption('fast');
    await expect(wallet.getByRole('button', { name: 'Pay $30.00' })).toBeVisible();
    await wallet.getByLabel('Ship to').selectOption('DE');
    await wallet.getByRole('button', { name: 'Pay $30.00' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => told(page, 'paid')).toEqual([{ selected: 'apple_pay', status: 'succeeded' }]);
    await expect
      .poll(async () => (await told(page, 'shippingaddresschange')).at(-1))
      .toEqual({
        name: 'Jenny Rosen',
        address: { city: 'Berlin', state: '', postal_code: '10969', country: 'DE' },
      });
    await expect
      .poll(() => told(page, 'confirm'))
      .toMatchObject([
        {
          expressPaymentType: 'apple_pay',
          billingDetails: { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' },
          shippingAddress: { address: { country: 'DE', line1: 'Lindenstraße 12' } },
          shippingRate: { id: 'fast' },
        },
      ]);
    const id = clientSecret.split('_secret_')[0] ?? '';
    const paid = await shop.server.paymentIntents.retrieve(id, { expand: ['payment_method'] });
    expect(paid.payment_method).toMatchObject({ card: { wallet: { type: 'apple_pay' } } });
    expect(paid.shipping).toMatchObject({ address: { country: 'DE' } });
    await expect(buttons.getByRole('button', { name: 'Buy with Apple Pay' })).toBeFocused();
  });

  test('is left by Escape and by its button, and says so', async ({ page, shop }) => {
    const { buttons, wallet } = await open(page, shop, {}, await shop.intent());
    await buttons.getByRole('button', { name: 'Google Pay' }).press('Enter');
    await expect(wallet.getByRole('heading')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(buttons.getByRole('button', { name: 'Google Pay' })).toBeFocused();
    await buttons.getByRole('button', { name: 'Link' }).click();
    await wallet.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => told(page, 'cancel')).toHaveLength(2);
    expect((await told(page, 'click')).map((each) => each.expressPaymentType)).toEqual([
      'google_pay',
      'link',
    ]);
  });

  test('closes before a bank asks, and tells a decline to the page', async ({ page, shop }) => {
    const clientSecret = await shop.intent();
    const { buttons, wallet } = await open(page, shop, {}, clientSecret);
    const link = buttons.getByRole('button', { name: 'Link' });
    await link.click();
    await wallet.getByLabel('Card', { exact: true }).selectOption('4000000000000002');
    await wallet.getByRole('button', { name: 'Pay $20.00' }).click();
    await expect.poll(() => told(page, 'paid')).toEqual([{ selected: 'link', code: 'card_declined' }]);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await link.click();
    await wallet.getByLabel('Card', { exact: true }).selectOption('4000002760003184');
    await wallet.getByRole('button', { name: 'Pay $20.00' }).click();
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    await expect
      .poll(async () => (await told(page, 'paid'))[1])
      .toEqual({ selected: 'link', status: 'succeeded' });
  });

  test('keeps the sheet open where the page refuses an address or says that the payment failed', async ({
    page,
    shop,
  }) => {
    const { buttons, wallet } = await open(page, shop, SHIPPED, await shop.intent());
    await page.evaluate(() => {
      window.mounted.expressCheckout?.off('confirm');
      window.mounted.expressCheckout?.on('confirm', (event) =>
        event.paymentFailed({ message: 'Not today.' }),
      );
    });
    await buttons.getByRole('button', { name: 'Apple Pay' }).click();
    await wallet.getByLabel('Ship to').selectOption('JP');
    await expect(wallet.getByRole('alert')).toHaveText(/cannot be delivered/);
    await expect(wallet.getByRole('button', { name: 'Pay $20.00' })).toHaveAttribute('aria-disabled', 'true');
    await wallet.getByLabel('Ship to').selectOption('US');
    await wallet.getByRole('button', { name: 'Pay $20.00' }).click();
    await expect(wallet.getByRole('alert')).toHaveText('Not today.');
    await expect(wallet.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  });

  test('makes confirmation tokens, and shows the buttons that are wanted', async ({ page, shop }) => {
    const options = {
      paymentMethods: { link: 'never' },
      paymentMethodOrder: ['googlePay', 'apple_pay'],
      layout: { maxColumns: 1, maxRows: 1 },
    };
    const { buttons, wallet } = await open(page, shop, options, await shop.intent());
    await page.evaluate(() => {
      const element = window.mounted.expressCheckout;
      element?.off('confirm');
      element?.on('confirm', async () => {
        const { stripe, elements } = window.till;
        await elements.submit();
        const { confirmationToken } = await stripe.createConfirmationToken({ elements });
        window.told.push({ element: '', event: 'token', detail: { id: confirmationToken?.id } });
      });
    });
    await expect(buttons.getByRole('button')).toHaveText(['Google Pay', 'Show more']);
    await buttons.getByRole('button', { name: 'Show more' }).click();
    await expect(buttons.getByRole('button')).toHaveText(['Google Pay', 'Apple Pay']);
    await expect(buttons.getByRole('button', { name: 'Apple Pay' })).toBeFocused();
    await page.keyboard.press('Enter');
    await wallet.getByRole('button', { name: 'Pay $20.00' }).click();
    await expect.poll(() => told(page, 'token')).toHaveLength(1);
    const [made] = await told(page, 'token');
    const token = await shop.server.confirmationTokens.retrieve(String(made?.id));
    expect(token.payment_method_preview).toMatchObject({ card: { wallet: { type: 'apple_pay' } } });
  });
});
