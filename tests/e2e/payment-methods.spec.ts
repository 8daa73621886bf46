import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { createBuyer, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import type { CheckoutPage } from './support/checkout-page';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

const save = (page: Page) => page.getByRole('button', { name: 'Save card' });

async function addCard(page: Page, checkout: CheckoutPage, number: string): Promise<void> {
  await page.getByRole('link', { name: 'Add payment method' }).click();
  await checkout.ready();
  await checkout.type(number);
  await save(page).click();
}

test('added, made the default and removed; the last one of a running plan stays', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const billing = new BillingPage(page);
  await billing.open();
  await addCard(page, checkout, CARDS.setupAsksTheBank);
  await checkout.answerBank('Complete');
  const [first, second] = [
    billing.cards().filter({ hasText: '4242' }),
    billing.cards().filter({ hasText: '3155' }),
  ];
  await expect(second).toBeVisible();
  await expect(first).toContainText('Default');

  // Which card is meant is said with the button's own name.
  const makeDefault = second.getByRole('button', { name: 'Make default' });
  await expect(makeDefault).toHaveAccessibleDescription(/Visa.*3155/);
  await makeDefault.click();
  await expect(second).toContainText('Default');
  await expect(first.getByRole('button', { name: 'Make default' })).toBeVisible();

  await first.getByRole('button', { name: 'Remove' }).click();
  await expect(first).toHaveCount(0);
  await second.getByRole('button', { name: 'Remove' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'A running subscription is charged to this card' }),
  ).toBeVisible();
  await expect(second).toBeVisible();

  const [customer] = await sandbox.customersOf(buyer.email);
  const { data } = await sandbox.stripe.paymentMethods.list({ customer: customer?.id ?? '' });
  expect(data.map(({ card }) => card?.last4)).toEqual(['3155']);
});

test('a card that the bank refuses leaves the form as it is; pressed twice it is saved once', async ({
  page,
  checkout,
  buyer,
  sandbox,
}) => {
  const billing = new BillingPage(page);
  await billing.open();
  await addCard(page, checkout, CARDS.declined);
  await expect(page.getByRole('alert').filter({ hasText: 'declined' })).toBeVisible();
  await checkout.type(CARDS.otherGood);
  await save(page).dblclick();
  await expect(billing.cards()).toHaveCount(1);
  await expect(billing.cards()).toContainText('4444');
  const [customer, ...others] = await sandbox.customersOf(buyer.email);
  expect(others).toEqual([]);
  const { data } = await sandbox.stripe.setupIntents.list({ customer: customer?.id ?? '' });
  expect(data.filter(({ status }) => status === 'succeeded')).toHaveLength(1);
});

test('another user’s card cannot be removed', async ({ buyer, anotherBrowser, books, sandbox }) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [customer] = await sandbox.customersOf(buyer.email);
  const list = () => sandbox.stripe.paymentMethods.list({ customer: customer?.id ?? '' });
  const [card] = (await list()).data;
  const strangers = await (await anotherBrowser()).newPage();
  const stranger = await createBuyer(books);
  await signIn(strangers.context(), stranger.id);
  await subscribe(sandbox, books, stranger, 'pro_monthly');
  const theirs = new BillingPage(strangers);
  await theirs.open();
  await theirs.page.locator('input[name="method"]').evaluate((field, id) => {
    if (field instanceof HTMLInputElement) field.value = id;
  }, card?.id ?? '');
  await theirs.cards().getByRole('button', { name: 'Remove' }).click();
  await expect(strangers.getByRole('alert').filter({ hasText: 'We could not find that.' })).toBeVisible();
  expect((await list()).data.map(({ id }) => id)).toEqual([card?.id]);
});

test('axe finds nothing on the pages of cards and credits', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  await page.goto('/billing/payment-methods');
  await checkout.ready();
  await expectAccessible(page, `add payment method, ${buyer.name}`);
  await page.goto('/billing/credits');
  await expectAccessible(page, 'credits');
});

test('signed out, each of the pages asks to sign in first', async () => {
  const paths = ['/billing/payment-methods', '/billing/credits', '/billing/pay?invoice=in_1'];
  for (const path of [...paths, '/billing/pause?subscription=sub_1'])
    expect(redirectOf(await ask(path)), path).toContain('/sign-in?next=');
});
