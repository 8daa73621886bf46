import type { Page } from '@playwright/test';
import type { Books } from './support/books';
import { type Buyer, createBuyer, signIn } from './support/buyer';
import { type Ids, patternsOnDisk, ROUTES } from './support/every-route';
import type { Sandbox } from './support/sandbox';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

test.use({ alone: true });

test('every page and route is known here', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(patternsOnDisk().sort());
});

/** Somebody with one of everything that has an id: a plan, a card, an invoice and a change, which can be taken back or is done. */
async function withEverything(
  sandbox: Sandbox,
  books: Books,
  buyer: Buyer,
  state: 'open' | 'done',
): Promise<Ids> {
  const {
    id: subscription,
    customer,
    latest_invoice,
  } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  const { data } = await sandbox.stripe.paymentMethods.list({ customer: String(customer) });
  const [operation] = await books.query(
    `INSERT INTO payment_operations
       (id, user_id, purpose, slot, params, params_hash, state, attempts, attempts_turned_away, finished_at, updated_at)
     VALUES (gen_random_uuid(), $1, 'update_customer', 'customer', '{"name": "Ada", "email": "ada@example.com"}', 'x', $2, 1, 1,
             CASE WHEN $2 = 'done' THEN now() END, now())
     RETURNING id`,
    [buyer.id, state],
  );
  return {
    subscription,
    operation: String(operation?.id),
    invoice: String(latest_invoice),
    method: data[0]?.id ?? '',
  };
}

/** All that is kept of a buyer, here and at Stripe. */
async function everythingOf(sandbox: Sandbox, books: Books, { id, email }: Buyer): Promise<unknown> {
  const operations = await books.query(
    'SELECT id, state, attempts FROM payment_operations WHERE user_id = $1 ORDER BY id',
    [id],
  );
  const subscriptions = await sandbox.subscriptionsOf(email);
  return { mirror: await books.mirrorOf(id), operations, subscriptions };
}

/** Has a form of the stranger's own page name something of the victim's, and sends it; false where the page has no such form. */
async function sendForeign(
  page: Page,
  address: string,
  nth: number,
  name: string,
  id: string,
): Promise<boolean> {
  await page.goto(address);
  const form = page.locator(`form:has(input[type="hidden"][name="${name}"]):has(button)`).nth(nth);
  if ((await form.count()) === 0) return false;
  await form.locator(`input[name="${name}"]`).evaluate((field, value) => {
    if (field instanceof HTMLInputElement) field.value = value;
  }, id);
  await form.evaluate((element) => {
    for (const field of element.querySelectorAll('input[required]'))
      if (field instanceof HTMLInputElement) field.value = 'X';
    // Also where it is folded away.
    if (element instanceof HTMLFormElement) element.requestSubmit(element.querySelector('button'));
  });
  await page.waitForURL(/refused=|\/billing$/);
  return true;
}

test('another buyer’s things are there for nobody else: no page, no form, no call to Stripe, nothing changed', async ({
  page,
  buyer,
  books,
  sandbox,
}) => {
  const victim = await createBuyer(books);
  const theirs = await withEverything(sandbox, books, victim, 'open');
  const own = await withEverything(sandbox, books, buyer, 'open');
  await sandbox.quiet();
  const before = await everythingOf(sandbox, books, victim);
  const lastCall = await sandbox.lastCall();

  for (const [pattern, { audience, addresses }] of Object.entries(ROUTES)) {
    for (const address of addresses(theirs)) {
      const [asNobody, asStranger] = [await ask(address), await ask(address, { userId: buyer.id })];
      const said = `${await asNobody.text()}${await asStranger.text()}`;
      expect(said, address).not.toContain(victim.email);
      for (const id of Object.values(theirs))
        if (!address.includes(id)) expect(said, address).not.toContain(id);
      if (audience === 'signed_in')
        expect(redirectOf(asNobody), address).toMatch(/^\/sign-(in|up)(\?next=|$)/);
      if (audience === 'admins') expect([asNobody.status, asStranger.status], address).toEqual([404, 404]);
      if (audience === 'programs') expect(asStranger.status, address).toBeGreaterThanOrEqual(400);
      const takesIds = addresses(theirs).join() !== addresses(own).join();
      // Not there, or sent to one's own billing page.
      if (takesIds && asStranger.status !== 404)
        expect(redirectOf(asStranger), `${pattern} of a stranger`).toBe('/billing');
    }
  }

  await signIn(page.context(), buyer.id);
  let sent = 0;
  const withForms = Object.values(ROUTES).filter(({ audience }) => audience === 'signed_in');
  for (const address of withForms.flatMap(({ addresses }) => addresses(own))) {
    // Files; and pages that look at one's own operation, which is not what is tested.
    if (/\/(export|download|documents|change|complete)\b/.test(address)) continue;
    // The card form confirms in the browser, and asks the server about its own page's invoice only.
    if (address.startsWith('/billing/pay?')) continue;
    for (const [name, id] of Object.entries(theirs)) {
      let nth = 0;
      while (await sendForeign(page, address, nth, name, id)) nth += 1;
      sent += nth;
    }
  }
  expect(sent).toBeGreaterThanOrEqual(5);

  expect(await everythingOf(sandbox, books, victim)).toEqual(before);
  const writes = (await sandbox.callsSince(lastCall)).filter(({ method }) => method !== 'GET');
  expect(writes.filter(({ path }) => path !== '/v1/invoices/create_preview')).toEqual([]);
});

test('a GET changes nothing, whoever asks', async ({ buyer, books, sandbox }) => {
  const ids = await withEverything(sandbox, books, buyer, 'done');
  await sandbox.quiet();
  const before = await everythingOf(sandbox, books, buyer);
  for (const { audience, addresses } of Object.values(ROUTES)) {
    if (audience === 'programs') continue;
    for (const address of addresses(ids)) await (await ask(address, { userId: buyer.id })).text();
  }
  await sandbox.quiet();
  expect(await everythingOf(sandbox, books, buyer)).toEqual(before);
});
