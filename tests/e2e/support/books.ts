import pg from 'pg';
import { settings } from './settings';

export type Row = Record<string, unknown>;

const MIRROR = ['subscriptions', 'invoices', 'payments'] as const;

/** The application's database, to look at what it wrote down. */
export class Books {
  readonly #pool = new pg.Pool({ connectionString: settings.DATABASE_URL, max: 3 });

  async query(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(text, [...values])).rows;
  }

  async count(text: string, values: readonly unknown[] = []): Promise<number> {
    const [row] = await this.query(`SELECT count(*)::int AS count ${text}`, values);
    return Number(row?.count);
  }

  /** A user's operations of one purpose, oldest first. */
  operations(userId: string, purpose: string): Promise<Row[]> {
    return this.query(
      'SELECT id, state, object_id, slot FROM payment_operations WHERE user_id = $1 AND purpose = $2 ORDER BY created_at',
      [userId, purpose],
    );
  }

  /** What the mirror holds of a user, without what each read changes. */
  async mirrorOf(userId: string): Promise<Record<string, Row[]>> {
    const tables = MIRROR.map(async (table) => {
      const rows = await this.query(
        `SELECT to_jsonb(t) - 'raw' - 'ticket' - 'synced_at' AS row FROM ${table} t
         WHERE customer_id = (SELECT stripe_customer_id FROM users WHERE id = $1) ORDER BY t.id`,
        [userId],
      );
      return [table, rows] as const;
    });
    return Object.fromEntries(await Promise.all(tables));
  }

  /** The events of the inbox about one object that are not processed yet. */
  unprocessed(): Promise<number> {
    return this.count("FROM webhook_events WHERE state IN ('pending', 'dead')");
  }

  /** Every row of every table in which a text stands, as `table: text`. */
  async rowsWith(texts: readonly string[]): Promise<string[]> {
    const tables = await this.query(
      "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables " +
        "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    const found = tables.map(async ({ name }) => {
      // A whole row as text holds every column, whatever its type.
      const hits = await this.query(
        `SELECT DISTINCT wanted FROM ${String(name)} AS t, unnest($1::text[]) AS wanted WHERE strpos(t::text, wanted) > 0`,
        [texts],
      );
      return hits.map(({ wanted }) => `${String(name)}: ${String(wanted)}`);
    });
    return (await Promise.all(found)).flat();
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
