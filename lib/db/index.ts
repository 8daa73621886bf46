import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { getEnv } from '../env';
import { PrismaClient } from './generated/client';

/** A pool and the Prisma client over it: plain statements and Prisma share one set of connections. */
export type Database = { readonly pool: pg.Pool; readonly prisma: PrismaClient };

/**
 * Opens a database. No connection is made before the first query.
 * @param max most connections held at once
 */
export function openDatabase(url: string, max = 20): Database {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000 });
  // An idle connection that the server closes is replaced at the next query; unheard, the error would end the process.
  pool.on('error', () => {});
  // The same for one that is lost while in use: its query fails, and that is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

/** Ends every connection. */
export async function closeDatabase({ pool, prisma }: Database): Promise<void> {
  await prisma.$disconnect();
  if (!pool.ended) await pool.end();
}

// On globalThis, because Next bundles this module more than once and a second pool would double the connections.
const holder: typeof globalThis & { billfoldDatabase?: Database } = globalThis;

/** The process's database. */
export function getDatabase(): Database {
  holder.billfoldDatabase ??= openDatabase(getEnv().databaseUrl);
  return holder.billfoldDatabase;
}

/** The process's Prisma client. */
export const getDb = (): PrismaClient => getDatabase().prisma;

/** The process's connection pool, for plain statements. */
export const getPool = (): pg.Pool => getDatabase().pool;
