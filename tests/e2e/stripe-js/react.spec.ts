import { expect } from '@playwright/test';
import { test } from './shop';

test.describe('as an application loads it', () => {
  test('through the real loader and React components, in StrictMode, under a strict policy', async ({
    page,
    shop,
  }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const strangers: string[] = [];
    page.on('request', (request) => {
      if (![shop.sandboxUrl, shop.url].some((own) => request.url().startsWith(own)))
        strangers.push(request.url());
    });
    await page.goto(
      `${shop.url}/react?${new URLSearchParams({ key: shop.key, secret: await shop.intent() })}`,
    );
    await expect(page.getByRole('status')).toHaveText('ready');
    await expect(page.locator('iframe')).toHaveCount(1);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Buy' }).click();
    await expect(page.getByRole('status')).toHaveText('Your card number is incomplete.');
    await shop.fillCard('4000 0000 0000 0002');
    await page.getByRole('button', { name: 'Buy' }).click();
    await expect(page.getByRole('status')).toHaveText('Your card was declined.');
    await shop.fillCard('4242 4242 4242 4242');
    await page.getByRole('button', { name: 'Buy' }).click();
    await expect(page.getByRole('status')).toHaveText('succeeded');
    expect(strangers.filter((url) => !url.startsWith('data:'))).toEqual([]);
    expect(complaints.filter((text) => !/status of 402|React DevTools/.test(text))).toEqual([]);
  });
});
