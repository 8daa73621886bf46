import { expect } from '@playwright/test';
import { test } from './shop';

test.describe('misuse is named', () => {
  test('in options, keys and order of calls', async ({ page, shop }) => {
    await shop.open();
    const clientSecret = await shop.intent();
    const said = await page.evaluate(
      async ({ key, clientSecret }) => {
        const { stripe, elements } = window.shop;
        const make = window.Stripe;
        const attempts: (() => unknown)[] = [
          () => make?.('sk_test_x'),
          () => make?.(''),
          () => make?.(key.replace('test', 'live')),
          () => stripe.elements({ mode: 'payment', amount: 10.5, currency: 'usd' }),
          () => stripe.elements(JSON.parse('{"mode":"payment","amount":1000}')),
          () =>
            stripe.elements(
              JSON.parse('{"mode":"payment","amount":1,"currency":"usd","paymentMethodTypes":["card"]}'),
            ),
          () => elements.create('payment'),
          () => elements.create('iban'),
          () => stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }),
          () => stripe.confirmPayment({ elements, clientSecret: 'nonsense', redirect: 'if_required' }),
          () => stripe.confirmSetup({ elements, clientSecret, redirect: 'if_required' }),
          () => stripe.retrieveSetupIntent(clientSecret),
          () => stripe.createToken('pii', { personal_id_number: '1' }),
          () => stripe.confirmCardPayment(clientSecret, JSON.parse('{"payment_method":{"card":{}}}')),
        ];
        const messages: string[] = [];
        for (const attempt of attempts) {
          try {
            await attempt();
            messages.push('allowed');
          } catch (error) {
            messages.push(String(error));
          }
        }
        return messages;
      },
      { key: shop.key, clientSecret },
    );
    expect(said).toEqual([
      expect.stringContaining('IntegrationError: You should not use your secret key'),
      expect.stringContaining('Please call Stripe() with your publishable key'),
      expect.stringContaining('publishable test keys'),
      expect.stringContaining('amount should be'),
      expect.stringContaining('currency should be a string'),
      expect.stringContaining('`paymentMethodTypes` is no longer supported'),
      expect.stringContaining('Can only create one Element of type payment'),
      expect.stringContaining('A valid Element name'),
      expect.stringContaining('elements.submit() must be called before stripe.confirmPayment()'),
      expect.stringContaining('value should be a client secret'),
      expect.stringContaining('expected the client secret of a SetupIntent'),
      expect.stringContaining('expected the client secret of a SetupIntent'),
      expect.stringContaining('does not implement stripe.createToken()'),
      expect.stringContaining('does not implement card elements'),
    ]);
  });
});
