import pg from 'pg';
import pino from 'pino';
import Stripe from 'stripe';
import { closeDatabase, type Database, openDatabase } from '@/lib/db';
import { bindAccount } from '@/lib/payments/account';
import type { PaymentsContext } from '@/lib/payments/context';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { type Sandbox, startSandbox } from '../../../sandbox/start';
import { createTestDatabase } from '../../support/database';

export const WEBHOOK_SECRET = 'whsec_simulation';

/** The name of the connections that look on from outside, and that no simulated trouble ends. */
const WATCH = 'simulation-watch';

/** What all seeds share: one database, one sandbox in this process, and connections that look on. */
export class World {
  private constructor(
    readonly sandbox: Sandbox,
    readonly database: Database,
    private readonly watch: pg.Pool,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async open(): Promise<World> {
    const [sandbox, { url, drop }] = await Promise.all([
      startSandbox({ port: 0, data: null, check: process.env.SANDBOX_CHECK ?? false }),
      createTestDatabase(),
    ]);
    // Nobody here pulls the server's plug, so a commit need not wait for the disk.
    const address = new URL(url);
    address.searchParams.set('options', '-c synchronous_commit=off');
    const watch = new pg.Pool({ connectionString: url, application_name: WATCH, max: 3 });
    return new World(sandbox, openDatabase(address.href, 60), watch, drop);
  }

  /** A new account in a sandbox that has forgotten everything else, and a database without a row. */
  async begin(account: string): Promise<{ context: PaymentsContext; stripe: Stripe }> {
    await this.control('reset', {});
    await this.emptyTables();
    const { hostname, port } = new URL(this.sandbox.url);
    const stripe = new Stripe(`sk_test_${account}`, {
      host: hostname,
      port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
    });
    const provider = createStripeProvider({
      secretKey: `sk_test_${account}`,
      webhookSecrets: [WEBHOOK_SECRET],
      baseUrl: this.sandbox.url,
      deadline: 30_000,
    });
    const context: PaymentsContext = {
      database: this.database,
      provider,
      background: provider,
      mode: 'sandbox',
      log: pino({ level: process.env.SIMULATION_LOG ?? 'silent' }),
      now: () => new Date(),
      health: () => ALL_AVAILABLE,
    };
    await bindAccount(context);
    return { context, stripe };
  }

  /** Runs `work` with keys of the database taken away; the rows that it left do not survive it. */
  async without<T>(
    keys: { readonly drop: string; readonly restore: string },
    work: () => Promise<T>,
  ): Promise<T> {
    await this.emptyTables();
    await this.watch.query(keys.drop);
    try {
      return await work();
    } finally {
      await this.emptyTables();
      await this.watch.query(keys.restore);
    }
  }

  async control(name: string, body: object): Promise<void> {
    const answer = await fetch(`${this.sandbox.url}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox refused ${name}: ${await answer.text()}`);
  }

  /** How many statements wait for a lock. */
  locks = async (): Promise<number> => {
    const { rows } = await this.watch.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.waiting ?? 0;
  };

  /** Ends connections by their process ids, as the end of the process that held them would, and waits for it. */
  terminate = async (backends: readonly number[]): Promise<void> => {
    if (backends.length === 0) return;
    await this.watch.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [backends]);
    for (;;) {
      const { rows } = await this.watch.query('SELECT FROM pg_stat_activity WHERE pid = ANY ($1::int[])', [
        backends,
      ]);
      if (rows.length === 0) return;
    }
  };

  /** The database goes and comes back: whatever was under way in it is undone, and nobody is connected any more. */
  async restartDatabase(): Promise<void> {
    const { rows } = await this.watch.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name <> '${WATCH}' AND backend_type = 'client backend'`,
    );
    await this.terminate(rows.map(({ pid }) => pid));
    // The pool hears of it a moment later; a seed must not depend on when.
    while (this.database.pool.idleCount > 0) await new Promise(setImmediate);
  }

  /**
   * Lets simulated time pass for what waits in the database: leases run out, retries and second reads fall due. Locks in
   * the order in which everybody locks events, or it would be somebody's deadlock.
   */
  async passTime(hours: number): Promise<void> {
    await this.database.pool.query(
      `WITH waiting AS (
         SELECT id FROM webhook_events WHERE state = 'pending' ORDER BY source, event_id COLLATE "C" FOR UPDATE
       )
       UPDATE webhook_events e
       SET due_at = CASE WHEN due_at < now() + passed THEN '2026-01-01' ELSE due_at - passed END,
           lease_until = lease_until - passed
       FROM waiting, make_interval(hours => $1) AS passed
       WHERE e.id = waiting.id`,
      [hours],
    );
    await this.database.pool.query(
      `UPDATE reconciliation_runs SET lease_until = lease_until - make_interval(hours => $1) WHERE state = 'running'`,
      [hours],
    );
  }

  async close(): Promise<void> {
    await closeDatabase(this.database);
    await this.watch.end();
    await Promise.all([this.sandbox.close(), this.dropDatabase()]);
  }

  /** Rows are few: deleting them is quicker than truncating the tables. */
  private async emptyTables(): Promise<void> {
    const { rows } = await this.watch.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%'`,
    );
    const deletes = rows.map(({ name }) => `DELETE FROM ${name};`).join(' ');
    await this.watch.query(`BEGIN; SET LOCAL session_replication_role = replica; ${deletes} COMMIT`);
  }
}
