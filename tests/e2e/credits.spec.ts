import type { Locator, Page } from '@playwright/test';
import { CARDS } from './support/cards';
import { buy } from './support/plan-page';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

/** The button, once it does something: before the page's script has run it only reloads the page. */
async function button(page: Page): Promise<Locator> {
  await page.waitForFunction(() => 'Stripe' in window);
  return page.getByRole('button', { name: 'Buy credits' });
}

test('bought with a saved card in two clicks, and taken back by a refund', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await page.goto('/billing');
  await page.getByRole('link', { name: 'Buy credits' }).click();
  await expect(page.getByRole('radio', { name: 'Visa ending in 4242' })).toBeChecked();
  await (await button(page)).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment complete');
  await page.goto('/billing/credits');
  await expect(page.getByRole('main')).toContainText('You hold 1,000 credits.');
  const payments = await sandbox.paymentsOf(buyer.email);
  const [pack] = payments.filter(({ amount }) => amount === 1000);
  expect(payments.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);

  await sandbox.stripe.refunds.create({ payment_intent: pack?.id ?? '', amount: 500 });
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('main')).toContainText('You hold 500 credits.', { timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole('table', { name: 'Credits' }).getByRole('row')).toHaveText([
    /Date/,
    /Taken back by a refund-500/,
    /Bought\+1,000/,
  ]);
});

test('a saved card that asks the bank each time is asked for it', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  await buy(page, 'pro_monthly', CARDS.asksTheBank);
  await page.goto('/billing/credits');
  await (await button(page)).click();
  await checkout.answerBank('Fail');
  await expect(page.getByRole('alert').filter({ hasText: /authenticate|bank/i })).toBeVisible();
  await (await button(page)).click();
  await checkout.answerBank('Complete');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment complete');
  const payments = await sandbox.paymentsOf(buyer.email);
  expect(payments.filter(({ amount }) => amount === 1000).map(({ status }) => status)).toEqual(['succeeded']);
});

test('without a saved card, the form is there at once', async ({ page, checkout, buyer }) => {
  await page.goto('/billing/credits');
  await checkout.ready();
  await checkout.type(CARDS.good);
  await (await button(page)).click();
  await expect(page.getByRole('heading', { level: 1 }), buyer.name).toHaveText('Payment complete');
});
