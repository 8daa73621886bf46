import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import type { Books } from './support/books';
import { createBuyer, freshEmail, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';

async function subscribedBuyer(page: Page, checkout: CheckoutPage, books: Books): Promise<void> {
  await signIn(page.context(), (await createBuyer(books)).id);
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
}

for (const path of ['/', '/pricing', '/sign-up', '/sign-in', '/no-such-page']) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page, path);
  });
}

test('axe finds nothing on forms that complain', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'sign-up with errors');
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(freshEmail());
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'don’t go together' })).toBeVisible();
  await expectAccessible(page, 'sign-in with errors');
});

test('axe finds nothing on the menu of a phone', async ({ page, buyer }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/pricing');
  await page.getByText('Menu').click();
  await expect(page.getByRole('link', { name: 'Billing' })).toBeVisible();
  await expectAccessible(page, `menu of ${buyer.name}`);
});

for (const lookupKey of ['pro_monthly', 'team_monthly', 'credits_1000']) {
  test(`axe finds nothing on the checkout of ${lookupKey}, its frame included`, async ({
    page,
    checkout,
    buyer,
  }) => {
    await checkout.open(lookupKey);
    await page.getByText('Cards to try').click();
    await expectAccessible(page, `checkout of ${lookupKey} for ${buyer.name}`);
  });
}

test('axe finds nothing on a checkout that was declined, nor on the bank’s window', async ({
  page,
  checkout,
  buyer,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  await expectAccessible(page, `declined, ${buyer.name}`);
  await checkout.pay(CARDS.asksTheBank);
  await expect(checkout.challenge.getByRole('button', { name: 'Complete authentication' })).toBeVisible();
  await expectAccessible(page, '3-D Secure');
});

test('axe finds nothing on a checkout whose fields complain', async ({ page, checkout, buyer }) => {
  await checkout.open('team_monthly');
  await checkout.applyCode('NOSUCHCODE');
  await expect(page.getByText('We don’t know that promotion code.')).toBeVisible();
  await checkout.seats.fill('0');
  await checkout.button.click();
  await expect(checkout.seats).toBeFocused();
  await expect(checkout.seats).toHaveAccessibleDescription(/whole number between 1 and 500/);
  await expect(page.getByLabel('Promotion code')).toHaveAccessibleDescription(/./);
  for (const field of [checkout.seats, page.getByLabel('Promotion code')]) {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await expectAccessible(page, `fields in error, ${buyer.name}`);
});

test('axe finds nothing on what became of a checkout that was not paid', async ({
  page,
  checkout,
  buyer,
  sandbox,
  books,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  const [operation] = await books.operations(buyer.id, 'start_subscription');
  const completion = `/checkout/complete?operation=${String(operation?.id)}`;
  await page.goto(completion);
  await expect(page.getByRole('heading', { level: 1, name: 'This has not been paid yet' })).toBeVisible();
  await expectAccessible(page, 'not paid yet');

  // Somebody else is at work on it, and for long: what became of it can't be said meanwhile.
  await books.query(
    "UPDATE payment_operations SET lease_token = gen_random_uuid(), lease_until = now() + interval '1 hour' WHERE id = $1",
    [operation?.id],
  );
  await page.goto(completion);
  await expect(page.getByRole('heading', { level: 1, name: 'Checking with your bank' })).toBeVisible();
  await expectAccessible(page, 'still looking');

  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  await sandbox.stripe.subscriptions.cancel(String(subscription?.id));
  // The page looks again by itself.
  await expect(page.getByRole('heading', { level: 1, name: 'This checkout has ended' })).toBeVisible();
  await expectAccessible(page, 'ended');
});

test('axe finds nothing on a purchase and on the billing page that lists it', async ({
  page,
  checkout,
  buyer,
}) => {
  await checkout.open('credits_1000');
  await checkout.pay(CARDS.good);
  await expectDone(page, 'Payment complete');
  await expectAccessible(page, `completion of credits, ${buyer.name}`);
  const billing = new BillingPage(page);
  await billing.open();
  await expect(billing.purchases()).toHaveCount(1);
  await expectAccessible(page, 'billing with purchases');
});

test('axe finds nothing on a free user’s pages', async ({ page, buyer }) => {
  for (const path of ['/account', '/billing', '/mailbox']) {
    await page.goto(path);
    await expectAccessible(page, `${path} of ${buyer.name}`);
  }
});

test('axe finds nothing on a payer’s pages', async ({ page, checkout, books }) => {
  await subscribedBuyer(page, checkout, books);
  await expectAccessible(page, 'completion');
  for (const path of ['/account', '/members', '/billing', '/checkout/pro_monthly']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, path);
  }
});

test('axe finds nothing on a mailbox with mails, open and closed', async ({ page, books, buyer }) => {
  for (const subject of [
    'Receipt: $20.00 for Pro',
    `Your payment ${'of much '.repeat(20)}did not go through`,
  ]) {
    await books.query(
      `INSERT INTO local_mails (message_id, recipient_id, address, subject, text, html)
       VALUES (gen_random_uuid()::text, $1, $2, $3, $4, '')`,
      [
        buyer.id,
        buyer.email,
        subject,
        `Hello,\n\nsee:\n${settings.BASE_URL}/billing${'/and-so-on'.repeat(20)}`,
      ],
    );
  }
  await page.goto('/mailbox');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page, 'mailbox');
});

const ADMIN = [
  ['/admin', '/admin/customers', '/admin/subscriptions'],
  [
    '/admin/payments',
    '/admin/unowned',
    '/admin/webhooks',
    '/admin/operations',
    '/admin/reconciliation',
    '/admin/health',
  ],
];
for (const paths of ADMIN) {
  test(`axe finds nothing on the admin’s ${paths.join(', ')}`, async ({ page, books, anotherBrowser }) => {
    const other = await (await anotherBrowser()).newPage();
    await subscribedBuyer(other, new CheckoutPage(other), books);
    await signIn(page.context(), (await createBuyer(books, 'admin')).id);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, path);
    }
  });
}
