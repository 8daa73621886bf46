import { settings } from './support/settings';
import { expect, test } from './support/test';
import { ask } from './support/visitor';

const AUTHORIZATION = { authorization: `Bearer ${settings.CRON_SECRET}` };

test('the host’s scheduler does the background work of the production server, and nobody else does', async ({
  books,
}) => {
  for (const path of ['/api/cron/drain', '/api/cron/reconcile']) {
    expect((await ask(path, { method: 'POST' })).status, path).toBe(401);
    const wrong = { authorization: `${AUTHORIZATION.authorization}x` };
    expect((await ask(path, { headers: wrong })).status, path).toBe(401);
  }
  const drained = await ask('/api/cron/drain', { headers: AUTHORIZATION });
  expect(drained.status).toBe(200);
  expect(await drained.json()).toMatchObject({ ok: true, inbox: { dead: 0 }, operations: {}, mails: {} });

  const reconciled = await ask('/api/cron/reconcile', { method: 'POST', headers: AUTHORIZATION });
  expect(reconciled.status).toBe(200);
  expect(await reconciled.json()).toMatchObject({ ok: true });
  expect(await books.count('FROM reconciliation_runs', [])).toBeGreaterThan(0);
});
