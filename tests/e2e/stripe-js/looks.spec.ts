import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Appearance } from '@stripe/stripe-js';
import { test } from './shop';

test.describe('looks', () => {
  const night: Appearance = {
    theme: 'night',
    variables: { colorBackground: '#171a22', colorPrimary: '#9db2ff' },
  };

  test('appearance and locale follow the page, also when they change', async ({ page, shop }) => {
    const appearance: Appearance = {
      variables: { colorPrimary: '#7a1fa2', borderRadius: '11px', fontSizeBase: '18px' },
      rules: {
        '.Input': { paddingTop: '20px' },
        '.Label': { textTransform: 'uppercase' },
        'body *': { color: 'red' },
      },
    };
    const frame = await shop.open({ mode: 'payment', amount: 100, currency: 'usd', appearance });
    const number = frame.getByLabel('Card number');
    await expect(number).toHaveCSS('border-radius', '11px');
    await expect(number).toHaveCSS('font-size', '18px');
    await expect(number).toHaveCSS('padding-top', '20px');
    await expect(frame.locator('label').first()).toHaveCSS('text-transform', 'uppercase');
    await page.evaluate((appearance) => window.shop.elements.update({ locale: 'de', appearance }), night);
    await expect(frame.getByLabel('Kartennummer')).toHaveCSS('background-color', 'rgb(23, 26, 34)');
    await expect(frame.locator('html')).toHaveAttribute('lang', 'de');
  });

  test('the page’s own fonts reach the frame', async ({ shop }) => {
    const fonts = [{ family: 'Own Font', src: 'url(/font.woff2)', weight: '400' }, { cssSrc: '/font.css' }];
    const frame = await shop.open({ mode: 'setup', fonts });
    const loaded = () => frame.locator('body').evaluate(() => [...document.fonts].map((face) => face.family));
    await expect
      .poll(loaded)
      .toEqual(['Own Font', 'Sheet Font'].map((name) => expect.stringContaining(name)));
  });

  test('the place reserved is the place needed', async ({ page, shop }) => {
    for (const mode of ['payment', 'subscription'] as const) {
      await page.goto(shop.url);
      const heights = await page.evaluate(
        async ({ key, mode }) => {
          const elements = window.Stripe?.(key).elements({ mode, amount: 100, currency: 'usd' });
          const element = elements?.create('payment');
          element?.mount('#card');
          const height = () => document.querySelector('iframe')?.offsetHeight ?? 0;
          const before = height();
          await new Promise((resolve) => element?.on('ready', resolve));
          await new Promise((resolve) => setTimeout(resolve, 400));
          return [before, height()];
        },
        { key: shop.key, mode },
      );
      expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeLessThan(24);
    }
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [375, 1280]) {
      test(`axe finds nothing, ${scheme} at ${width}`, async ({ page, shop }) => {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 800 });
        const appearance = scheme === 'dark' ? night : {};
        const options = { mode: 'subscription', amount: 100, currency: 'usd', appearance } as const;
        const frame = await shop.open(options, scheme === 'dark' ? '/?dark' : '/');
        expect(await violations(page)).toEqual([]);
        await shop.submit();
        await expect(frame.getByText('Your card number is incomplete.')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await shop.fillCard('4000 0027 6000 3184');
        const paying = shop.pay(await shop.intent());
        const dialog = shop.challenge();
        await expect(dialog.getByRole('button', { name: 'Fail authentication' })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await dialog.getByRole('button', { name: 'Fail authentication' }).click();
        await paying;
      });
    }
  }

  async function violations(page: Page): Promise<string[]> {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
  }
});
