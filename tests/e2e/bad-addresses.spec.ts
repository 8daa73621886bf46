import { randomUUID } from 'node:crypto';
import { createBuyer } from './support/buyer';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

test('an unknown lookup key is a 404, signed in or not', async ({ buyer }) => {
  for (const path of ['/checkout/pro_weekly', '/checkout/price_1NotAKey', '/checkout/..%2F..%2Fadmin']) {
    expect((await ask(path)).status, path).toBe(404);
    expect((await ask(path, { userId: buyer.id })).status, path).toBe(404);
  }
});

test('without a session one is sent to sign in, and back afterwards', async () => {
  const operation = `/checkout/complete?operation=${randomUUID()}`;
  for (const path of ['/account', '/billing', '/members', operation]) {
    expect(redirectOf(await ask(path)), path).toBe(
      `/sign-in?next=${encodeURIComponent(path)}`.replace('?next=%2Faccount', ''),
    );
  }
  expect(redirectOf(await ask('/checkout/pro_monthly'))).toBe('/sign-up?next=%2Fcheckout%2Fpro_monthly');
  // A cookie that we did not seal is no session.
  const forged = await ask('/account', {
    headers: { cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0..' },
  });
  expect(redirectOf(forged)).toBe('/sign-in');
});

test('the admin’s pages do not exist for anybody else', async ({ buyer }) => {
  for (const page of ['', '/customers', '/subscriptions', '/payments', '/webhooks', '/health', '/no-such']) {
    for (const userId of [undefined, buyer.id]) {
      const answer = await ask(`/admin${page}`, { userId });
      expect(answer.status, `/admin${page}`).toBe(404);
      expect(await answer.text()).not.toContain('Customers, newest first');
      // As the router of a page already open would ask.
      const partial = await ask(`/admin${page}`, { userId, headers: { rsc: '1' } });
      expect(partial.status, `/admin${page} as data`).toBe(404);
    }
  }
});

test('an operation of another user, or of nobody, is a 404', async ({ page, checkout, buyer, books }) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
  const own = new URL(page.url());
  const other = await createBuyer(books);
  expect((await ask(own.pathname + own.search, { userId: buyer.id })).status).toBe(200);
  const peeked = await ask(own.pathname + own.search, { userId: other.id });
  expect(peeked.status).toBe(404);
  expect(await peeked.text()).not.toContain('on Pro');
  for (const operation of [randomUUID(), 'x', '', "' OR 1=1"]) {
    const path = `/checkout/complete?operation=${encodeURIComponent(operation)}`;
    expect((await ask(path, { userId: buyer.id })).status, path).toBe(404);
  }
  // What Stripe appends is neither believed nor kept in the address.
  const appended = `${own.pathname}${own.search}&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded`;
  expect(redirectOf(await ask(appended, { userId: other.id }))).toBe(own.pathname + own.search);
});

test('?next= leads to pages of this site only', async ({ buyer }) => {
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '@evil.example',
    'localhost.evil.example',
    '/api/auth/signout',
  ];
  for (const next of elsewhere) {
    for (const page of ['/sign-in', '/sign-up']) {
      const path = `${page}?next=${encodeURIComponent(next)}`;
      expect(redirectOf(await ask(path, { userId: buyer.id })), path).toBe('/account');
      expect(await (await ask(path)).text(), path).not.toMatch(/name="next" value="(?!\/account")/);
    }
  }
  expect(redirectOf(await ask('/sign-in?next=%2Fbilling', { userId: buyer.id }))).toBe('/billing');
});

test('a form whose hidden target was changed leads home all the same', async ({ page }) => {
  await page.goto('/sign-up');
  await page.locator('input[name=next]').evaluate((input: HTMLInputElement) => {
    input.value = '//evil.example/phish';
  });
  await page.getByLabel('Name').fill('Eve');
  await page.getByLabel('Email').fill(`eve-${randomUUID()}@example.com`);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(`${settings.BASE_URL}/account`);
});
