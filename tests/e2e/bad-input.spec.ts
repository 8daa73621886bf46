import { randomUUID } from 'node:crypto';
import { createBuyer } from './support/buyer';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO } from './support/checkout-page';
import { catchAction } from './support/server-action';
import { settings } from './support/settings';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

const NOTHING = "nothing was written";

test.describe('addresses', () => {
  test('an unknown lookup key is a 404, signed in or not', async ({ buyer }) => {
    for (const path of ['/checkout/pro_weekly', '/checkout/price_1NotAKey', '/checkout/..%2F..%2Fadmin']) {
      expect((await ask(path)).status, path).toBe(404);
      expect((await ask(path, { userId: buyer.id })).status, path).toBe(404);
    }
  });

  test('without a session one is sent to sign in, and back afterwards', async () => {
    const operation = `/checkout/complete?operation=${randomUUID()}`;
    for (const path of ['/account', '/billing', '/members', operation]) {
      expect(redirectOf(await ask(path)), path).toBe(`/sign-in?next=${encodeURIComponent(path)}`.replace('?next=%2Faccount', ''));
    }
    expect(redirectOf(await ask('/checkout/pro_monthly'))).toBe('/sign-up?next=%2Fcheckout%2Fpro_monthly');
    // A cookie that we did not seal is no session.
    const forged = await ask('/account', { headers: { cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0..' } });
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
});

test.describe('what a browser may say about an order', () => {
  test('seats of 0, −1, 1.5 and 10⁹ are refused where they are typed', async ({ page, checkout, buyer, books, sandbox }) => {
    await checkout.open('team_monthly');
    await checkout.type(CARDS.good);
    for (const seats of ['0', '-1', '1.5', '1000000000', '']) {
      await checkout.seats.fill(seats);
      await checkout.button.click();
      await expect(checkout.seats, seats).toHaveAccessibleDescription(/whole number between 1 and 500/);
      await expect(checkout.seats).toBeFocused();
    }
    expect(await books.operations(buyer.id, 'start_subscription')).toEqual([]);
    expect(await sandbox.customersOf(buyer.email)).toEqual([]);
    await checkout.seats.fill('2');
    await checkout.button.click();
    await expectDone(page, "You're on Team");
  });

  test('… and by the server, when they are sent past the page; so are amounts and price ids', async ({
    checkout,
    buyer,
    books,
    sandbox,
  }) => {
    await checkout.open('team_monthly');
    await checkout.type(CARDS.good);
    const subscribe = await catchAction(checkout.page, () => checkout.button.click());
    expect(subscribe.body).toContain('"seats":1');
    const [price] = (await sandbox.stripe.prices.list({ lookup_keys: ['team_monthly'] })).data;
    const changes: [string, string, RegExp][] = [
      ...['0', '-1', '1.5', '1000000000', '"2"', 'null'].map(
        (seats): [string, string, RegExp] => ['"seats":1', `"seats":${seats}`, /whole number between 1 and 500/],
      ),
      ['"seats":1', '"seats":1,"amount":1', /amounts and prices are not taken from a browser/],
      ['"seats":1', `"seats":1,"priceId":"${price?.id}"`, /amounts and prices are not taken from a browser/],
      ['"seats":1', '"seats":1,"userId":"someone"', /are not taken from a browser/],
      ['"team_monthly"', '"team_weekly"', /not for sale/],
      ['"team_monthly"', `"${price?.id}"`, /not for sale/],
      ['"team_monthly"', '"credits_1000"', /not for sale/],
      ['"usd"', '"sek"', /don’t sell in that currency/],
      ['"promotionCode":null', '"promotionCode":"NOPE"', /don’t know that promotion code/],
    ];
    for (const [from, to, sentence] of changes) {
      const answer = await subscribe.send(buyer.id, { body: subscribe.body.replace(from, to) });
      expect(await answer.text(), to).toMatch(sentence);
    }
    expect(await books.operations(buyer.id, 'start_subscription'), NOTHING).toEqual([]);
    expect(await sandbox.customersOf(buyer.email), NOTHING).toEqual([]);
  });

  test('a server action called from another site, without a session, or with a body that is none', async ({
    checkout,
    buyer,
    books,
    sandbox,
  }) => {
    await checkout.open('pro_monthly');
    await checkout.type(CARDS.good);
    const subscribe = await catchAction(checkout.page, () => checkout.button.click());
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${settings.BASE_URL}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect((await subscribe.send(buyer.id, { headers })).status, JSON.stringify(headers)).toBe(403);
    }
    expect(await (await subscribe.send(undefined)).text()).toContain('"signed_out"');
    for (const body of ['', '{', '[]', 'null', '[1]', '["x"]', '[{}]', '[{"__proto__":{"seats":1}}]']) {
      const answer = await subscribe.send(buyer.id, { body });
      console.log(body, answer.status);
      expect(await answer.text(), body).not.toContain('"confirm"');
    }
    const huge = `[{"lookupKey":"${'x'.repeat(2_000_000)}"}]`;
    expect((await subscribe.send(buyer.id, { body: huge })).status).toBe(413);
    expect(await books.operations(buyer.id, 'start_subscription'), NOTHING).toEqual([]);
    expect(await sandbox.customersOf(buyer.email), NOTHING).toEqual([]);
    // The same call, unchanged, from our own page: what was refused above was refused for the reason given.
    expect(await (await subscribe.send(buyer.id)).text()).toContain('"confirm"');
    expect(await books.operations(buyer.id, 'start_subscription')).toHaveLength(1);
  });

  test('a cart that no page ever named', async ({ checkout, buyer, books }) => {
    await checkout.open('credits_1000');
    await checkout.type(CARDS.good);
    const pay = await catchAction(checkout.page, () => checkout.button.click());
    expect(pay.body).toContain('"cart":0');
    for (const cart of ['7', '-1', '0.5', '1e300']) {
      const answer = await pay.send(buyer.id, { body: pay.body.replaceAll('"cart":0', `"cart":${cart}`) });
      expect(await answer.text(), cart).toContain('"invalid_request"');
    }
    expect(await books.operations(buyer.id, 'start_payment')).toEqual([]);
  });
});

test.describe('a price that is no longer for sale', () => {
  test.use({ alone: true });

  test('is not offered, cannot be opened, and is refused to a page opened before', async ({
    page,
    checkout,
    buyer,
    books,
    sandbox,
  }) => {
    const [price] = (await sandbox.stripe.prices.list({ lookup_keys: ['team_yearly'] })).data;
    if (!price) throw new Error('The catalogue was not pushed');
    const isActive = async () => (await books.query('SELECT active FROM prices WHERE id = $1', [price.id]))[0]?.active;
    await checkout.open('team_yearly');
    await checkout.type(CARDS.good);
    try {
      await sandbox.stripe.prices.update(price.id, { active: false });
      await expect.poll(isActive).toBe(false);
      await checkout.button.click();
      await checkout.expectAlert('can’t be bought right now');
      await page.goto('/checkout/team_yearly');
      await expect(page.getByRole('heading', { name: 'This can’t be bought right now' })).toBeVisible();
      await page.goto('/pricing');
      await page.getByRole('radio', { name: 'Yearly' }).check();
      await expect(page.getByText('Not on sale just now.')).toBeVisible();
      expect(await books.operations(buyer.id, 'start_subscription')).toEqual([]);
      expect(await sandbox.customersOf(buyer.email)).toEqual([]);
    } finally {
      await sandbox.stripe.prices.update(price.id, { active: true });
      await expect.poll(isActive).toBe(true);
    }
  });
});
