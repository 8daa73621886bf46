import type { Page } from '@playwright/test';
import { expectDone } from './support/checkout-page';
import { expect, test } from './support/test';

const wallet = (page: Page) => page.frameLocator('iframe[title="Google Pay (sandbox)"]');

const button = (page: Page) =>
  page
    .frameLocator('iframe[title="Secure express checkout frame"]')
    .getByRole('button', { name: /Google Pay/ });

test('paid with a wallet, without a word typed into the form', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('pro_monthly');
  await button(page).click();
  await wallet(page).getByRole('button', { name: 'Pay $20.00' }).click();
  await expectDone(page, "You're on Pro");
  expect((await sandbox.subscriptionsOf(buyer.email)).map(({ status }) => status)).toEqual(['active']);
  expect((await sandbox.paymentsOf(buyer.email)).map(({ amount }) => amount)).toEqual([2000]);
});

test('declined in the wallet: it closes, the page says why, and another card pays', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  await checkout.open('pro_monthly');
  await button(page).click();
  await wallet(page).getByLabel('Card', { exact: true }).selectOption('4000000000000002');
  await wallet(page).getByRole('button', { name: 'Pay $20.00' }).click();
  await checkout.expectAlert('declined');
  await button(page).click();
  await wallet(page).getByRole('button', { name: 'Pay $20.00' }).click();
  await expectDone(page, "You're on Pro");
  expect(await sandbox.subscriptionsOf(buyer.email)).toHaveLength(1);
});

test('a trial begun with a wallet: nothing is paid', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('team_monthly');
  await button(page).click();
  await wallet(page)
    .getByRole('button', { name: /^(Pay|Continue|Save|Confirm)/ })
    .click();
  await expectDone(page, "You're on Team");
  expect((await sandbox.subscriptionsOf(buyer.email)).map(({ status }) => status)).toEqual(['trialing']);
  expect(await sandbox.paymentsOf(buyer.email)).toEqual([]);
});

test('closed without paying: nothing has begun, and the form goes on', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  await checkout.open('pro_monthly');
  await button(page).click();
  await wallet(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // What is typed while the sheet still gives the focus back is lost.
  await expect(button(page)).toBeFocused();
  expect(await sandbox.subscriptionsOf(buyer.email)).toEqual([]);
  await checkout.pay('4242424242424242');
  await expectDone(page, "You're on Pro");
});
