import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import type { Books } from './support/books';
import { createBuyer, signIn } from './support/buyer';
import { catchAction } from './support/server-action';
import { expect, test } from './support/test';
import { ask } from './support/visitor';

const types: string[] = [];

/** A type of this test alone. Its object is none that the provider knows: reading it again ends at once, and well. */
function ownType(): string {
  const type = `e2e.t${randomUUID().replaceAll('-', '')}`;
  types.push(type);
  return type;
}

// Other tests wait until nothing is left unprocessed.
test.afterEach(async ({ books }) => {
  await books.query('DELETE FROM webhook_events WHERE type = ANY ($1)', [types.splice(0)]);
});

async function givenUp(books: Books, type: string, count = 1): Promise<string[]> {
  const rows = await books.query(
    `INSERT INTO webhook_events
       (source, event_id, type, object_type, object_id, livemode, created, payload, state, attempts, last_error)
     SELECT 'stripe', 'evt_' || $1 || n, $1, 'product', 'prod_e2e_none', false, now(),
            '{"object": "event", "data": {"object": {"id": "prod_e2e_none"}}}', 'dead', 16, 'unavailable: connection refused'
     FROM generate_series(1, $2::int) n RETURNING event_id`,
    [type, count],
  );
  return rows.map(({ event_id }) => String(event_id));
}

async function asAdmin(page: Page, books: Books): Promise<string> {
  const { id } = await createBuyer(books, 'admin');
  await signIn(page.context(), id);
  return id;
}

const statesOf = async (books: Books, type: string) =>
  (await books.query('SELECT state FROM webhook_events WHERE type = $1 ORDER BY id', [type])).map(
    ({ state }) => state,
  );

test('an event that was given up on is replayed', async ({ page, books }) => {
  await asAdmin(page, books);
  const type = ownType();
  const [eventId = ''] = await givenUp(books, type);
  await page.goto('/admin/webhooks');
  await page.getByLabel('State').selectOption('Given up');
  await page.getByLabel('Type').fill(type);
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(new RegExp(`state=dead&type=${type}`));
  const row = page.getByRole('row').filter({ hasText: eventId });
  await expect(row).toContainText('Given up');
  const replay = row.getByRole('button', { name: 'Replay', exact: true });
  await expect(replay).toHaveAccessibleDescription(eventId);
  await replay.click();
  await expect(page.getByRole('status').filter({ hasText: 'due again' })).toBeVisible();
  await expect.poll(() => statesOf(books, type)).toEqual(['processed']);
  await page.goto(`/admin/webhooks?type=${type}`);
  await expect(page.getByRole('row').filter({ hasText: eventId })).toContainText('Processed');
});

test('on a phone without script: replayed, and put aside', async ({ anotherBrowser, books }) => {
  const context = await anotherBrowser({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  await asAdmin(page, books);
  const type = ownType();
  const [first = '', second = ''] = await givenUp(books, type, 2);
  await page.goto(`/admin/webhooks?type=${type}`);
  const row = (eventId: string) => page.getByRole('row').filter({ hasText: eventId });
  await row(first).getByRole('button', { name: 'Ignore' }).click();
  await expect(page.getByText('The event was put aside')).toBeVisible();
  await expect(row(first)).toContainText('Ignored');
  await row(second).getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('The event is due again')).toBeVisible();
  await expect.poll(() => statesOf(books, type)).toEqual(['ignored', 'processed']);
  await row(first).getByRole('button', { name: 'Replay', exact: true }).click();
  await expect.poll(() => statesOf(books, type)).toEqual(['processed', 'processed']);
});

test('all that was given up on is replayed after being told what comes of it', async ({ page, books }) => {
  await asAdmin(page, books);
  const type = ownType();
  await givenUp(books, type, 3);
  await page.goto(`/admin/webhooks?type=${type}`);
  await page.getByRole('link', { name: 'Replay all given up' }).click();
  await expect(page.getByText(`3 events of type ${type} will be tried again`)).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Given up' })).toHaveCount(3);
  await page.goBack();
  await page.getByRole('button', { name: 'Replay 3 events' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 events are due again.' })).toBeVisible();
  await expect.poll(() => statesOf(books, type)).toEqual(Array(3).fill('processed'));
});

test('one event is shown with everything that is kept of it, and no secret', async ({ page, books }) => {
  await asAdmin(page, books);
  const type = ownType();
  const [eventId = ''] = await givenUp(books, type);
  await page.goto(`/admin/webhooks?type=${type}`);
  await page.getByRole('link', { name: type }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Webhook event' })).toBeVisible();
  await expect(page.getByText(eventId)).toBeVisible();
  await expect(page.getByText('unavailable: connection refused')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Payload as JSON' })).toContainText('"id": "prod_e2e_none"');
  const [leaks] = await books.query(
    `SELECT count(*)::int AS n FROM webhook_events WHERE payload::text LIKE '%client_secret%'`,
  );
  expect(leaks?.n).toBe(0);
  for (const path of ['/admin/webhooks/0', '/admin/webhooks/99999999999', '/admin/webhooks/x']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Webhook event' })).toHaveCount(0);
  }
});

test('nobody else may: not a user, not a visitor, not another site', async ({ page, books }) => {
  const admin = await asAdmin(page, books);
  const type = ownType();
  const [eventId = ''] = await givenUp(books, type);
  await page.goto(`/admin/webhooks?type=${type}`);
  const row = page.getByRole('row').filter({ hasText: eventId });
  const action = await catchAction(page, () =>
    row.getByRole('button', { name: 'Replay', exact: true }).click(),
  );
  const user = await createBuyer(books);
  expect((await action.send(user.id)).status).toBe(404);
  expect((await action.send(undefined)).status).toBe(404);
  expect((await action.send(admin, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect(await statesOf(books, type)).toEqual(['dead']);
  // The same call, as the admin: nothing else kept it from working.
  expect((await action.send(admin)).status).toBeLessThan(400);
  await expect.poll(() => statesOf(books, type)).toEqual(['processed']);
});

test('addresses that nobody would type are met with the list', async ({ books }) => {
  const { id: userId } = await createBuyer(books, 'admin');
  for (const query of [
    "?state=x&type='",
    '?state=dead&state=pending',
    '?type=%00',
    '?done=all&count=-1',
    '?after=x',
  ]) {
    expect((await ask(`/admin/webhooks${query}`, { userId })).status, query).toBe(200);
  }
  expect((await ask("/admin/webhooks/replay?type='", { userId })).status).toBe(200);
});

test('axe finds nothing on events that failed, on one of them, and on health', async ({ page, books }) => {
  await asAdmin(page, books);
  const type = ownType();
  await givenUp(books, type, 2);
  const [event] = await books.query('SELECT id FROM webhook_events WHERE type = $1', [type]);
  const paths = [
    `/admin/webhooks?type=${type}&done=all&count=2`,
    `/admin/webhooks/replay?type=${type}`,
    `/admin/webhooks/${String(event?.id)}`,
    '/admin/health',
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, path);
  }
  await expect(page.getByRole('row').filter({ hasText: type })).toContainText('2');
});
