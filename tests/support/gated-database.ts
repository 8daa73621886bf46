import type pg from 'pg';
import type { Database } from '@/lib/db';
import type { Actor } from './actor';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
export type Run = (statement: Statement) => Promise<pg.QueryResult>;
/** Stands between the code and its statements; what a test double of the code would have done is done here. */
export type Tamper = (statement: Statement, run: Run) => Promise<pg.QueryResult>;

export const asItIs: Tamper = (statement, run) => run(statement);

function statementOf(query: string | pg.QueryConfig, values: readonly unknown[] | undefined): Statement {
  if (typeof query === 'string') return { text: query, values: values ?? [] };
  return { text: query.text, values: query.values ?? values ?? [] };
}

const onClient =
  (client: pg.PoolClient): Run =>
  ({ text, values }) =>
    client.query(text, [...values]);

/** A connection whose statements take their turns, and which ends with the actor. */
function gatedClient(client: pg.PoolClient, actor: Actor, tamper: Tamper): pg.PoolClient {
  const query = (text: string | pg.QueryConfig, values?: readonly unknown[]) =>
    actor.pass(() => tamper(statementOf(text, values), onClient(client)));
  const release = (error?: Error | boolean) => {
    // The dead let go of nothing: their connections were ended for them.
    if (actor.ending?.kind === 'dead') return;
    actor.letGo(client);
    client.release(error);
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      if (property === 'release') return release;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function once(
  pool: pg.Pool,
  actor: Actor,
  statement: Statement,
  tamper: Tamper,
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  // Its statement fails with it, and that is where it is released.
  actor.hold(client, () => {});
  let broken = true;
  try {
    const result = await tamper(statement, onClient(client));
    broken = false;
    return result;
  } finally {
    actor.letGo(client);
    client.release(broken);
  }
}

/** A database as one actor has it: every statement is an await at which the actor waits for its turn, or dies. */
export function gatedDatabase({ pool, prisma }: Database, actor: Actor, tamper: Tamper = asItIs): Database {
  const connect = () =>
    actor.pass(async () => {
      const client = await pool.connect();
      actor.hold(client, () => client.release(true));
      return gatedClient(client, actor, tamper);
    });
  const query = (text: string | pg.QueryConfig, values?: readonly unknown[]) =>
    actor.pass(() => once(pool, actor, statementOf(text, values), tamper));
  const gated = new Proxy(pool, {
    get(target, property) {
      if (property === 'query') return query;
      if (property === 'connect') return connect;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { pool: gated, prisma };
}
