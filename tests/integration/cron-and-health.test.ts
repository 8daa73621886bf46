import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accept } from '@/lib/payments/webhooks/accept';
import { createTestContext, providerEvent, type TestContext } from '../support/payments-context';

const SECRET = 'a-cron-secret-of-some-length';
let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(() => configure({ CRON_SECRET: SECRET }));
afterEach(async () => {
  const { closeDatabase, getDatabase } = await import('@/lib/db');
  await closeDatabase(getDatabase());
  Reflect.deleteProperty(globalThis, 'billfoldDatabase');
  Reflect.deleteProperty(globalThis, 'billfoldPayments');
  vi.unstubAllEnvs();
  await test.context.database.pool.query('DELETE FROM webhook_events');
});
afterAll(() => test.close());

/** The routes read the process's own configuration: each test starts them anew with another. */
function configure(variables: Record<string, string>): void {
  vi.resetModules();
  const all = {
    NODE_ENV: 'development',
    DATABASE_URL: test.url,
    NEXTAUTH_URL: 'http://localhost:3000',
    NEXTAUTH_SECRET: 'a-long-enough-secret',
    STRIPE_WEBHOOK_SECRET: 'whsec_cron_and_health',
    SANDBOX_URL: 'http://127.0.0.1:9',
    CRON_SECRET: '',
    WEBHOOK_BACKLOG_SECONDS: '120',
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}

describe('the cron route', () => {
  const call = async (method: 'GET' | 'POST', authorization: string | null) => {
    const { log } = await import('@/lib/log');
    log.level = 'silent';
    const route = await import('@/app/api/cron/drain/route');
    const headers = authorization === null ? undefined : { authorization };
    return route[method](new Request('http://localhost/api/cron/drain', { method, headers }));
  };

  it('is not there without a secret', async () => {
    configure({});
    for (const authorization of [null, 'Bearer ', 'Bearer undefined', 'Bearer null']) {
      expect((await call('POST', authorization)).status).toBe(404);
    }
  });

  it('turns away whoever does not know the secret, and does nothing', async () => {
    await accept(test.context, providerEvent());
    for (const authorization of [
      null,
      '',
      SECRET,
      'Bearer',
      `Bearer ${SECRET}x`,
      `bearer ${SECRET}`,
      `Basic ${SECRET}`,
    ]) {
      expect((await call('POST', authorization)).status, String(authorization)).toBe(401);
    }
    const { rows } = await test.context.database.pool.query('SELECT attempts FROM webhook_events');
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  it.each(['GET', 'POST'] as const)('works off what is due by %s, and reports it', async (method) => {
    await accept(test.context, providerEvent());
    await test.context.database.pool.query('UPDATE webhook_events SET attempts = 12'); // so that its next try is far off
    const answer = await call(method, `Bearer ${SECRET}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    // Nobody is at the provider's address: the try is counted, and nothing is lost.
    expect(await answer.json()).toMatchObject({
      ok: true,
      inbox: { claimed: 1, retried: 1, processed: 0 },
      operations: { finished: 0, left: 0 },
      mails: { sent: 0 },
    });
    const { rows } = await test.context.database.pool.query('SELECT state, attempts FROM webhook_events');
    expect(rows).toEqual([{ state: 'pending', attempts: 13 }]);
  });

  it('says so when the database is away', async () => {
    configure({ CRON_SECRET: SECRET, DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nowhere' });
    const answer = await call('POST', `Bearer ${SECRET}`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ok: false });
  });
});

describe('the nightly route', () => {
  it('is closed to everybody but the scheduler, and starts nothing for them', async () => {
    const route = await import('@/app/api/cron/reconcile/route');
    const call = (authorization: string) =>
      route.GET(new Request('http://localhost/api/cron/reconcile', { headers: { authorization } }));
    expect((await call(`Bearer ${SECRET}x`)).status).toBe(401);
    configure({ CRON_SECRET: '' });
    const closed = await import('@/app/api/cron/reconcile/route');
    expect(
      (await closed.POST(new Request('http://localhost/api/cron/reconcile', { method: 'POST' }))).status,
    ).toBe(404);
    const { rowCount } = await test.context.database.pool.query('SELECT FROM reconciliation_runs');
    expect(rowCount).toBe(0);
  });
});

describe('the health route', () => {
  const health = async () => {
    const { GET } = await import('@/app/api/health/route');
    const answer = await GET();
    return { status: answer.status, body: await answer.json() };
  };

  it('is well with an inbox that is worked off in time', async () => {
    await accept(test.context, providerEvent());
    expect(await health()).toMatchObject({
      status: 200,
      body: { ok: true, database: 'ok', payments: 'ok', inbox: { oldest_seconds: 0, waiting: 1, dead: 0 } },
    });
  });

  it('fails above the threshold', async () => {
    await accept(test.context, providerEvent());
    await test.context.database.pool.query(
      `UPDATE webhook_events SET due_at = now() - interval '119 seconds'`,
    );
    expect((await health()).status).toBe(200);
    await test.context.database.pool.query(
      `UPDATE webhook_events SET due_at = now() - interval '122 seconds'`,
    );
    expect(await health()).toMatchObject({
      status: 503,
      body: { ok: false, inbox: { oldest_seconds: 122 } },
    });
  });

  it('fails without a database, and tells nothing of it', async () => {
    configure({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nowhere' });
    const { status, body } = await health();
    expect(status).toBe(503);
    expect(body).toMatchObject({ ok: false, database: 'down', inbox: null });
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });
});
