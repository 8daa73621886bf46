import { readFile } from 'node:fs/promises';
import type { Response } from '@playwright/test';
import { BillingPage } from './support/billing-page';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO } from './support/checkout-page';
import { settings } from './support/settings';
import { expect, test } from './support/test';
import type { Traffic } from './support/traffic';

// Two numbers that stand nowhere in the pages, as the ones shown under "Cards to try" do.
const NUMBERS = [CARDS.attachesThenFails, CARDS.otherGood];

/** A number as people and programs write it down. */
function spellings(number: string): string[] {
  const groups = number.match(/.{4}/g) ?? [];
  return [number, groups.join(' '), groups.join('-'), groups.join('+'), groups.join('%20')];
}
const SPELLINGS = NUMBERS.flatMap(spellings);

function foundIn(text: string, wanted: readonly string[]): string[] {
  return wanted.filter((one) => text.includes(one));
}

/** Everything that went to the application's own origin: address, headers and body. */
async function sentToUs({ requests }: Traffic): Promise<string> {
  const ours = requests.filter((request) => request.url().startsWith(settings.BASE_URL));
  expect(ours.length).toBeGreaterThan(10);
  const texts = ours.map(async (request) =>
    [
      request.url(),
      JSON.stringify(await request.allHeaders()),
      request.postDataBuffer()?.toString('utf8'),
    ].join('\n'),
  );
  return (await Promise.all(texts)).join('\n');
}

/** A response's headers and text; redirects and frames that were left have no text to look at. */
async function textOf(response: Response): Promise<string> {
  const body = await response.body().catch(() => null);
  return `${JSON.stringify(await response.allHeaders())}\n${body?.toString('utf8') ?? ''}`;
}

test('after a whole paid journey no card number and no secret is where it should not be', async ({
  page,
  checkout,
  buyer,
  books,
  sandbox,
  traffic,
}) => {
  // Bodies are gone once the page has moved on, so they are read as they come.
  const received: Promise<string>[] = [];
  page.on('response', (response) => received.push(textOf(response)));
  await page.goto('/pricing');
  await page.getByRole('link', { name: 'Choose Pro' }).click();
  await checkout.ready();
  await checkout.pay(CARDS.attachesThenFails);
  await checkout.expectAlert('Your card was declined.');
  await checkout.pay(CARDS.otherGood);
  await expectDone(page, ON_PRO);
  await page.goto('/members');
  await new BillingPage(page).open();
  await page.goto('/checkout/credits_1000');
  await checkout.ready();
  await checkout.pay(CARDS.otherGood);
  await expectDone(page, 'Payment complete');
  await expect.poll(() => sandbox.deliveriesIn('pending')).toEqual([]);
  await expect.poll(() => books.unprocessed()).toBe(0);
  expect(await sandbox.subscriptionsOf(buyer.email)).toHaveLength(1);

  // The numbers were typed and did arrive where they belong; otherwise nothing below would mean anything.
  const confirmed = traffic.posted(/\/confirm$/).map((form) => form.toString());
  for (const number of NUMBERS) expect(confirmed.join('\n')).toContain(number);

  const toUs = await sentToUs(traffic);
  expect(foundIn(toUs, SPELLINGS), 'card numbers sent to the application').toEqual([]);

  const clientSecrets = traffic.confirmedSecrets();
  expect(clientSecrets).toHaveLength(2);
  expect(foundIn(toUs, clientSecrets), 'client secrets sent to the application').toEqual([]);

  const log = await readFile(settings.APP_LOG, 'utf8');
  expect(log).toContain('inbox drained');
  expect(foundIn(log, [...SPELLINGS, ...clientSecrets, ...settings.APP_SECRETS]), 'in the log').toEqual([]);
  expect(log).not.toMatch(/sk_test_|whsec_|_secret_|@example\.com/);

  expect(await books.rowsWith([...SPELLINGS, ...clientSecrets]), 'in the database').toEqual([]);
  expect(await books.rowsWith(settings.APP_SECRETS), 'in the database').toEqual([]);
  // The search does find what is there.
  expect(await books.rowsWith([buyer.email])).toContain(`public.users: ${buyer.email}`);

  const responses = (await Promise.all(received)).join('\n');
  expect(responses).toContain('pk_test_');
  expect(foundIn(responses, [...SPELLINGS, ...settings.APP_SECRETS]), 'received by the browser').toEqual([]);
  expect(responses).not.toMatch(/\b(sk|rk)_(test|live)_|\bwhsec_/);
});

test('nothing of the card is kept in the browser after paying', async ({
  page,
  context,
  checkout,
  buyer,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.otherGood);
  await expectDone(page, ON_PRO);
  const state = JSON.stringify(await context.storageState({ indexedDB: true }));
  const page_ = await page.evaluate(() =>
    JSON.stringify([sessionStorage, localStorage, document.cookie, history.state]),
  );
  expect(foundIn(state + page_, SPELLINGS)).toEqual([]);
  expect(state + page_).not.toMatch(/_secret_/);
  expect(page.url()).not.toContain('secret');
  expect(buyer.id).toBeTruthy();
});
