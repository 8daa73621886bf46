import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Appearance } from '@stripe/stripe-js';
import { frameOf, mount, type Order, told } from './mount';
import { test } from './shop';

const EVERYTHING: Order[] = [
  { type: 'expressCheckout' },
  { type: 'linkAuthentication' },
  { type: 'address', options: { mode: 'billing', fields: { phone: 'always' } } },
  { type: 'payment' },
];

test.describe('a group of elements', () => {
  test('changes its looks and its language everywhere at once, and says when it has', async ({
    page,
    shop,
  }) => {
    await mount(page, shop, EVERYTHING);
    const background = () =>
      frameOf(page, 'address')
        .getByLabel(/name|Nom/)
        .evaluate((input) => getComputedStyle(input).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    const ended = await page.evaluate(async () => {
      let count = 0;
      window.till.elements.on('update-end', () => {
        count += 1;
      });
      const rules = { '.Label': { textTransform: 'uppercase' } };
      await window.till.elements.update({
        locale: 'fr',
        appearance: { theme: 'night', rules, labels: 'floating' },
      });
      return count;
    });
    expect(ended).toBe(1);
    expect(await background()).toBe('rgb(48, 49, 61)');
    await expect(frameOf(page, 'linkAuthentication').getByLabel('E-mail')).toBeVisible();
    await expect(frameOf(page, 'address').getByLabel('Code postal (ZIP)')).toBeVisible();
    await expect(frameOf(page, 'payment').locator('label').first()).toHaveCSS('text-transform', 'uppercase');
    await expect(frameOf(page, 'expressCheckout').getByText('portefeuille simulé')).toBeVisible();
  });

  test('finds its elements again, an address by its mode', async ({ page, shop }) => {
    await mount(page, shop, EVERYTHING);
    const found = await page.evaluate(() => {
      const { elements } = window.till;
      return [
        elements.getElement('payment') === window.mounted.payment,
        elements.getElement('address', { mode: 'billing' }) === window.mounted.address,
        elements.getElement('address', { mode: 'shipping' }),
        elements.getElement('iban'),
      ];
    });
    expect(found).toEqual([true, true, null, null]);
  });

  test('draws grey shapes until its fields are there, unless it is told not to', async ({ page, shop }) => {
    const options = { mode: 'payment', amount: 2000, currency: 'usd' } as const;
    await mount(page, shop, [{ type: 'payment' }], options);
    await expect.poll(() => told(page, 'loaderstart')).toEqual([{ elementType: 'payment' }]);
    await expect(page.locator('.__PrivateStripeElement > [aria-hidden]')).toHaveCount(0);
    await page.route('**/elements/payment', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    const shapes = async (loader: 'always' | 'never') => {
      await page.goto(shop.url);
      return page.evaluate(
        ({ key, loader }) => {
          const elements = window.Stripe?.(key).elements({ mode: 'setup', loader });
          elements?.create('payment').mount('#card');
          return document.querySelectorAll('.__PrivateStripeElement > [aria-hidden]').length;
        },
        { key: shop.key, loader },
      );
    };
    expect(await shapes('always')).toBe(1);
    expect(await shapes('never')).toBe(0);
  });

  test('reads its intent again', async ({ page, shop }) => {
    const clientSecret = await shop.intent();
    await mount(page, shop, [{ type: 'payment' }], { clientSecret });
    const terms = frameOf(page, 'payment').getByText('By providing your card information');
    await expect(terms).toBeHidden();
    const id = clientSecret.split('_secret_')[0] ?? '';
    await shop.server.paymentIntents.update(id, { setup_future_usage: 'off_session' });
    expect(await page.evaluate(() => window.till.elements.fetchUpdates())).toEqual({});
    await expect(terms).toBeVisible();
  });

  test('is walked through with the keyboard from the first frame to the last', async ({ page, shop }) => {
    await mount(page, shop, EVERYTHING);
    await frameOf(page, 'expressCheckout').getByRole('button', { name: 'Apple Pay' }).focus();
    const names = ['Google Pay', 'Link', 'Email', 'Full name', 'Country or region', 'Address line 1'];
    const seen: string[] = [];
    for (const _ of names) {
      await page.keyboard.press('Tab');
      for (const frame of page.frames().slice(1)) {
        const name = await frame.evaluate(() => {
          const { activeElement: element } = document;
          if (!document.hasFocus() || element === null || element === document.body) return null;
          const label = document.querySelector(`label[for="${element.id}"]`);
          return (label ?? element).textContent;
        });
        if (name !== null) seen.push(name);
      }
    }
    expect(seen).toEqual(names);
  });

  const night: Appearance = {
    theme: 'night',
    variables: { colorBackground: '#171a22', colorPrimary: '#9db2ff' },
  };
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      test(`axe finds nothing in it, ${scheme} at ${width}`, async ({ page, shop }) => {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        const customer = (await shop.server.customers.create({})).id;
        const card = await shop.server.paymentMethods.attach('pm_card_visa', { customer });
        await shop.server.paymentMethods.update(card.id, { allow_redisplay: 'always' });
        const features = {
          payment_method_redisplay: 'enabled',
          payment_method_remove: 'enabled',
          payment_method_save: 'enabled',
        } as const;
        const session = await shop.server.customerSessions.create({
          customer,
          components: { payment_element: { enabled: true, features } },
        });
        const options = {
          mode: 'subscription',
          amount: 2000,
          currency: 'usd',
          appearance: scheme === 'dark' ? night : {},
          customerSessionClientSecret: session.client_secret,
        } as const;
        await mount(page, shop, EVERYTHING, options, scheme === 'dark' ? '/?dark' : '/');
        const violations = async () => {
          const { violations: found } = await new AxeBuilder({ page }).analyze();
          return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
        };
        const overflow = await Promise.all(
          page
            .frames()
            .map((frame) => frame.evaluate(() => document.documentElement.scrollWidth > innerWidth)),
        );
        expect(overflow).not.toContain(true);
        await frameOf(page, 'payment')
          .getByRole('button', { name: /Remove/ })
          .click();
        expect(await violations()).toEqual([]);
        await frameOf(page, 'payment').getByRole('radio', { name: /Visa/ }).focus();
        await page.keyboard.press('ArrowDown');
        await expect(frameOf(page, 'payment').getByLabel('New card')).toBeChecked();
        await page.evaluate(() => window.till.elements.submit());
        await expect(frameOf(page, 'address').getByText('This field is incomplete.').first()).toBeVisible();
        expect(await violations()).toEqual([]);
        await frameOf(page, 'expressCheckout').getByRole('button', { name: 'Link' }).click();
        await expect(page.frameLocator('iframe[title$="(sandbox)"]').getByRole('heading')).toBeFocused();
        expect(await violations()).toEqual([]);
      });
    }
  }
});
