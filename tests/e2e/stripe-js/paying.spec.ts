import { expect } from '@playwright/test';
import { test } from './shop';

test.describe('paying', () => {
  test('succeeds, and no card data reaches the page', async ({ page, shop }) => {
    await shop.open();
    const clientSecret = await shop.intent();
    await shop.fillCard('4242 4242 4242 4242');
    expect(await shop.pay(clientSecret)).toEqual({ status: 'succeeded' });
    const id = clientSecret.split('_secret_')[0] ?? '';
    const paid = await shop.server.paymentIntents.retrieve(id, { expand: ['payment_method'] });
    expect(paid.status).toBe('succeeded');
    expect(JSON.stringify(paid.payment_method)).toContain('"name":"Ada"');
    const kept = await page.evaluate(() =>
      JSON.stringify([document.body.innerHTML, localStorage, sessionStorage]),
    );
    expect(kept).not.toMatch(/4242 ?4242/);
    expect(shop.received.join()).not.toMatch(/4242 ?4242/);
  });

  test('after a decline the same form and intent take another card', async ({ shop }) => {
    await shop.open();
    const clientSecret = await shop.intent();
    await shop.fillCard('4000 0000 0000 0002');
    expect(await shop.pay(clientSecret)).toEqual({
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message: 'Your card was declined.',
        intent: 'requires_payment_method',
      },
    });
    await shop.fillCard('4000 0000 0000 9995');
    expect((await shop.pay(clientSecret)).error?.decline_code).toBe('insufficient_funds');
    await shop.fillCard('4242 4242 4242 4242');
    expect(await shop.pay(clientSecret)).toEqual({ status: 'succeeded' });
  });

  test('a decline about one field is shown at that field until it is edited', async ({ shop }) => {
    const frame = await shop.open();
    await shop.fillCard('4000 0000 0000 0127');
    expect((await shop.pay(await shop.intent())).error?.code).toBe('incorrect_cvc');
    const cvc = frame.getByLabel('Security code');
    await expect(frame.getByText("Your card's security code is incorrect.")).toBeVisible();
    await cvc.focus();
    await cvc.blur();
    await expect(cvc).toHaveAttribute('aria-invalid', 'true');
    await cvc.fill('321');
    await expect(cvc).toHaveAttribute('aria-invalid', 'false');
  });

  test('by default leaves for the return address with the intent in it', async ({ page, shop }) => {
    await shop.open();
    await shop.fillCard('4242 4242 4242 4242');
    const clientSecret = await shop.intent();
    await page.evaluate(async (clientSecret) => {
      const { stripe, elements } = window.shop;
      await elements.submit();
      const confirmParams = { return_url: `${location.origin}/done?from=shop` };
      void stripe.confirmPayment({ elements, clientSecret, confirmParams });
    }, clientSecret);
    await page.waitForURL(/\/done/);
    const query = Object.fromEntries(new URL(page.url()).searchParams);
    expect(query).toEqual({
      from: 'shop',
      payment_intent: clientSecret.split('_secret_')[0],
      payment_intent_client_secret: clientSecret,
      redirect_status: 'succeeded',
    });
  });

  test('with an intent that exists already, and reading it again', async ({ page, shop }) => {
    const clientSecret = await shop.intent({ setup_future_usage: 'off_session' });
    const frame = await shop.open({ clientSecret });
    await expect(
      frame.getByText('By providing your card information, you allow this business'),
    ).toBeVisible();
    await shop.fillCard('4242 4242 4242 4242');
    const results = await page.evaluate(async (clientSecret) => {
      const { stripe, elements } = window.shop;
      const paid = await stripe.confirmPayment({ elements, redirect: 'if_required' });
      const read = await stripe.retrievePaymentIntent(clientSecret);
      const again = await stripe.confirmPayment({ elements, redirect: 'if_required' });
      return [paid.paymentIntent?.status, read.paymentIntent?.status, again.error?.code];
    }, clientSecret);
    expect(results).toEqual(['succeeded', 'succeeded', 'payment_intent_unexpected_state']);
  });

  test('saves a card with a setup intent', async ({ shop }) => {
    await shop.open({ mode: 'setup', currency: 'usd' });
    const created = await shop.server.setupIntents.create({});
    await shop.fillCard('4242 4242 4242 4242');
    expect(await shop.pay(created.client_secret ?? '', 'setup')).toEqual({ status: 'succeeded' });
  });

  test('tells a lost connection from a refusal', async ({ page, shop }) => {
    await shop.open();
    await shop.fillCard('4242 4242 4242 4242');
    const clientSecret = await shop.intent();
    await page.route('**/v1/**', (route) => route.abort());
    expect((await shop.pay(clientSecret)).error?.type).toBe('api_connection_error');
    await page.unroute('**/v1/**');
    expect(await shop.pay(clientSecret)).toEqual({ status: 'succeeded' });
  });

  test('a second confirmation while one is under way is the page’s mistake', async ({ page, shop }) => {
    await shop.open();
    await shop.fillCard('4242 4242 4242 4242');
    const clientSecret = await shop.intent();
    const outcomes = await page.evaluate(async (clientSecret) => {
      const { stripe, elements } = window.shop;
      await elements.submit();
      const once = () => stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' });
      const settled = await Promise.allSettled([once(), once()]);
      return settled.map((each) => (each.status === 'fulfilled' ? 'done' : String(each.reason)));
    }, clientSecret);
    expect(outcomes[0]).toBe('done');
    expect(outcomes[1]).toContain('IntegrationError');
  });
});
