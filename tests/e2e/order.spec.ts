import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import { expect, test } from './support/test';

/** Holds the page's calls of our server back, or loses them. */
async function onCalls(page: Page, what: 'slow' | 'lost'): Promise<void> {
  await page.route('**/checkout/**', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    if (what === 'lost') return route.abort();
    await sleep(600);
    return route.fallback();
  });
}

test('a code that turns out to be no good: the press that came before the answer buys nothing', async ({
  page,
  checkout,
  buyer,
  books,
}) => {
  await checkout.open('pro_monthly');
  await checkout.type(CARDS.good);
  await onCalls(page, 'slow');
  await checkout.applyCode('NOSUCHCODE');
  await checkout.button.click();
  await expect(page.getByText('We don’t know that promotion code.')).toBeVisible();
  await expect(page.getByLabel('Promotion code')).toBeFocused();
  expect(await books.operations(buyer.id, 'start_subscription')).toEqual([]);

  await page.getByLabel('Promotion code').fill('');
  await checkout.button.click();
  await expectDone(page, ON_PRO);
});

test('seats whose price could not be had are asked for again, and never bought as another number', async ({
  page,
  checkout,
  buyer,
  books,
  sandbox,
}) => {
  await checkout.open('team_monthly');
  await checkout.type(CARDS.good);
  await onCalls(page, 'lost');
  await checkout.seats.fill('3');
  await expect(page.getByText('The price could not be worked out just now.')).toBeVisible();
  await checkout.button.click();
  await expect(checkout.seats).toBeFocused();
  expect(await books.operations(buyer.id, 'start_subscription')).toEqual([]);

  await page.unrouteAll({ behavior: 'wait' });
  await checkout.button.click();
  await expectDone(page, ON_TEAM);
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.items.data[0]?.quantity).toBe(3);
});
