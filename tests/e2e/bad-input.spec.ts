import { CARDS } from './support/cards';
import { expectDone, ON_TEAM } from './support/checkout-page';
import { catchAction } from './support/server-action';
import { settings } from './support/settings';
import { expect, test } from './support/test';

const NOTHING = 'nothing was written';

test.describe('what a browser may say about an order', () => {
  test('seats of 0, −1, 1.5 and 10⁹ are refused where they are typed', async ({
    page,
    checkout,
    buyer,
    books,
    sandbox,
  }) => {
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
    await expectDone(page, ON_TEAM);
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
      ...['0', '-1', '1.5', '1000000000', '"2"', 'null'].map((seats): [string, string, RegExp] => [
        '"seats":1',
        `"seats":${seats}`,
        /whole number between 1 and 500/,
      ]),
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
    const foreign: Record<string, string>[] = [
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
      // What is no call at all is turned away by Next.js itself; every other one by our own check, in a sentence.
      const text = await answer.text();
      if (answer.status === 200) expect(text, body).toMatch(/"(refused|signed_out)"/);
      else expect(answer.status, body).toBe(500);
      expect(text, body).not.toContain('"confirm"');
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
    const isActive = async () =>
      (await books.query('SELECT active FROM prices WHERE id = $1', [price.id]))[0]?.active;
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
