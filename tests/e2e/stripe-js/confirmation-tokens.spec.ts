import { expect, type Page } from '@playwright/test';
import { frameOf, mount, pay } from './mount';
import { test } from './shop';

async function fill(page: Page, number: string): Promise<void> {
  const frame = frameOf(page, 'payment');
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiration date').fill('12 / 34');
  await frame.getByLabel('Security code').fill('123');
}

/** Submits and makes a token, as a page with a server that confirms would. */
function makeToken(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { stripe, elements } = window.till;
    await elements.submit();
    const { confirmationToken, error } = await stripe.createConfirmationToken({
      elements,
      params: { payment_method_data: { billing_details: { name: 'Ada' } }, return_url: location.origin },
    });
    return confirmationToken?.id ?? error?.message ?? '';
  });
}

test.describe('confirmation tokens', () => {
  test('carry what was typed to the server, which confirms with them once', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'payment' }]);
    await fill(page, '4242 4242 4242 4242');
    const id = await makeToken(page);
    expect(id).toMatch(/^ctoken_/);
    const token = await shop.server.confirmationTokens.retrieve(id);
    expect(token).toMatchObject({
      payment_intent: null,
      return_url: shop.url,
      use_stripe_sdk: true,
      payment_method_preview: {
        type: 'card',
        billing_details: { name: 'Ada' },
        card: { brand: 'visa', last4: '4242' },
      },
    });
    expect(JSON.stringify(token)).not.toMatch(/42424242/);
    const order = { amount: 2000, currency: 'usd', confirm: true, confirmation_token: id };
    const paid = await shop.server.paymentIntents.create(order);
    expect(paid.status).toBe('succeeded');
    const used = await shop.server.confirmationTokens.retrieve(id);
    expect(used).toMatchObject({ payment_intent: paid.id, expires_at: null });
    await expect(shop.server.paymentIntents.create(order)).rejects.toThrow(/already been used/);
  });

  test('lead to the bank through handleNextAction', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'payment' }]);
    await fill(page, '4000 0027 6000 3184');
    const intent = await shop.server.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      confirm: true,
      confirmation_token: await makeToken(page),
    });
    expect(intent.status).toBe('requires_action');
    const handling = page.evaluate(async (clientSecret) => {
      const result = await window.till.stripe.handleNextAction({ clientSecret });
      return result.paymentIntent?.status ?? result.error?.message;
    }, intent.client_secret ?? '');
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect(await handling).toBe('succeeded');
  });

  test('are not made of what was not submitted', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'payment' }]);
    const early = page.evaluate(() =>
      window.till.stripe.createConfirmationToken({ elements: window.till.elements }).catch(String),
    );
    expect(await early).toContain('elements.submit() must be called before');
  });

  test('have a sibling in payment methods that the page makes itself', async ({ page, shop }) => {
    const make = () =>
      page.evaluate(async () => {
        const { stripe, elements } = window.till;
        await elements.submit();
        const params = { billing_details: { email: 'ada@example.com' } };
        const result = await stripe.createPaymentMethod({ elements, params }).catch(String);
        return typeof result === 'string'
          ? result
          : (result.paymentMethod?.id ?? result.error?.message ?? '');
      });
    await mount(page, shop, [{ type: 'payment' }]);
    expect(await make()).toContain("paymentMethodCreation: 'manual'");
    const options = { mode: 'setup', currency: 'usd', paymentMethodCreation: 'manual' } as const;
    await mount(page, shop, [{ type: 'payment' }], options);
    await fill(page, '5555 5555 5555 4444');
    const method = await shop.server.paymentMethods.retrieve(await make());
    expect(method).toMatchObject({
      customer: null,
      billing_details: { email: 'ada@example.com' },
      card: { brand: 'mastercard' },
    });
  });
});

test.describe('methods that take a payment method by its id', () => {
  test('confirm card payments and setups, and leave the next action to the page that wants it', async ({
    page,
    shop,
  }) => {
    await mount(page, shop, [{ type: 'payment' }]);
    const customer = (await shop.server.customers.create({})).id;
    const card = await shop.server.paymentMethods.attach('pm_card_authenticationRequired', { customer });
    const plain = await shop.server.paymentMethods.attach('pm_card_visa', { customer });
    const setup = await shop.server.setupIntents.create({ customer });
    const statuses = await page.evaluate(
      async ({ card, plain, first, second, setup }) => {
        const { stripe } = window.till;
        const paid = await stripe.confirmCardPayment(first, { payment_method: plain });
        const left = { handleActions: false };
        const waiting = await stripe.confirmCardPayment(second, { payment_method: card }, left);
        const saved = await stripe.confirmCardSetup(setup, { payment_method: plain });
        const refused = await stripe.handleCardAction(first);
        return [
          paid.paymentIntent?.status,
          waiting.paymentIntent?.status,
          saved.setupIntent?.status,
          refused.error?.code,
        ];
      },
      {
        card: card.id,
        plain: plain.id,
        first: await shop.intent({ customer }),
        second: await shop.intent({ customer }),
        setup: setup.client_secret ?? '',
      },
    );
    expect(statuses).toEqual([
      'succeeded',
      'requires_action',
      'succeeded',
      'payment_intent_unexpected_state',
    ]);
  });

  test('a manual payment waits for its server after the action', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'payment' }]);
    const intent = await shop.server.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      confirmation_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      use_stripe_sdk: true,
      return_url: shop.url,
    });
    const handling = page.evaluate(async (secret) => {
      const result = await window.till.stripe.handleCardAction(secret);
      return result.paymentIntent?.status ?? result.error?.message;
    }, intent.client_secret ?? '');
    await shop.challenge().getByRole('button', { name: 'Complete authentication' }).click();
    expect(await handling).toBe('requires_confirmation');
    expect(await pay(page, intent.client_secret ?? '')).toMatchObject({
      error: { code: 'incomplete_number' },
    });
  });
});
