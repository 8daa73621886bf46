import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import type { Books } from './support/books';
import type { Buyer } from './support/buyer';
import { CARDS } from './support/cards';
import type { CheckoutPage } from './support/checkout-page';
import { enter, focused, tabTo } from './support/keyboard';
import type { Sandbox } from './support/sandbox';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { TestClock } from './support/test-clock';

const banner = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Your last payment did not go through.' });

/** A payer whose card is refused at the first renewal. */
async function failRenewal(page: Page, sandbox: Sandbox, books: Books, buyer: Buyer): Promise<TestClock> {
  const clock = await TestClock.of(sandbox, books, buyer);
  const subscription = await subscribe(sandbox, books, buyer, 'pro_monthly');
  const failing = await sandbox.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: clock.customerId,
  });
  await sandbox.stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
  await clock.advance(32);
  await expect(async () => {
    await page.goto('/pricing');
    await expect(banner(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return clock;
}

async function open(page: Page): Promise<void> {
  await banner(page).getByRole('link', { name: 'Pay now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pay $20.00' })).toBeVisible();
}

const payButton = (page: Page) => page.getByRole('button', { name: 'Pay $20.00' });

async function expectPaid(page: Page, clock: TestClock): Promise<void> {
  await expect(page.getByText('Thank you, that is paid.')).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await expect(new BillingPage(page).section('Plan')).toContainText('Active');
  expect((await clock.subscriptions()).map(({ status }) => status)).toEqual(['active']);
  expect(await clock.paid()).toEqual([2000, 2000]);
}

test('a renewal that failed: said on every page, and paid with another card that was saved', async ({
  page,
  sandbox,
  books,
  buyer,
}) => {
  const clock = await failRenewal(page, sandbox, books, buyer);
  await expectAccessible(page, 'pricing with a payment that is due');
  await open(page);
  await expect(page.getByText(/We try it again by ourselves on/)).toBeVisible();
  await expectAccessible(page, 'a payment that is due');
  // First with the card that was refused: it is refused again, and the form goes on.
  await expect(page.getByRole('radio').first()).toBeChecked();
  await payButton(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'declined' })).toBeVisible();
  await page.getByRole('radio', { name: 'Visa ending in 4242' }).check();
  await payButton(page).dblclick();
  await expectPaid(page, clock);
});

test('paid by keyboard alone, with a new card that asks the bank', async ({
  page,
  checkout,
  sandbox,
  books,
  buyer,
}) => {
  const clock = await failRenewal(page, sandbox, books, buyer);
  await enter(page, banner(page).getByRole('link', { name: 'Pay now' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Pay $20.00' })).toBeVisible();
  await payWithNew(page, checkout);
  await checkout.answerBankByKeyboard();
  await expectPaid(page, clock);
  await expect(new BillingPage(page).cards().filter({ hasText: '3184' })).toBeVisible();

  // Opened again, the page of what was paid has nothing to ask.
  await page.goBack();
  await expect(page).toHaveURL(/\/billing(\?|$)/);
});

async function payWithNew(page: Page, checkout: CheckoutPage): Promise<void> {
  await tabTo(page, focused(page.getByRole('radio', { checked: true })));
  const another = page.getByRole('radio', { name: 'Another card' });
  while (!(await another.isChecked())) await page.keyboard.press('ArrowDown');
  await checkout.ready();
  await checkout.typeByKeyboard(CARDS.asksTheBank);
  await enter(page, payButton(page));
}
