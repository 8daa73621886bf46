import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '@/scripts/migrate/migrate.mjs';
import { createTestDatabase, type TestDatabase } from '@/tests/support/database';

let migrationsFolder: string;
let database: TestDatabase;
let databaseUrl: string;

beforeEach(async () => {
  migrationsFolder = mkdtempSync(path.join(os.tmpdir(), 'billfold-migrations-'));
  database = await createTestDatabase();
  await database.drop(); // Its address is kept: the runner makes the database itself.
  databaseUrl = database.url;
});
afterEach(async () => {
  await database.drop();
  rmSync(migrationsFolder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(migrationsFolder, name), { recursive: true });
  writeFileSync(path.join(migrationsFolder, name, 'migration.sql'), sql);
}

const run = () => migrate({ databaseUrl, migrationsFolder });

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('makes the database, applies each migration once and in order, and records it as Prisma does', async () => {
  const sql =
    'CREATE TABLE a (id int);\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;';
  write('20260102_b', 'ALTER TABLE a ADD COLUMN b int;');
  write('20260101_a', sql);
  expect(await run()).toEqual({ applied: ['20260101_a', '20260102_b'], total: 2, unknown: [] });
  expect(await run()).toEqual({ applied: [], total: 2, unknown: [] });
  const [first] = await query('SELECT * FROM _prisma_migrations ORDER BY migration_name');
  expect(first).toMatchObject({
    checksum: createHash('sha256').update(sql).digest('hex'),
    migration_name: '20260101_a',
    logs: null,
    rolled_back_at: null,
    applied_steps_count: 1,
    finished_at: expect.any(Date),
    started_at: expect.any(Date),
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it('lets many start at once', async () => {
  write('1_slow', 'SELECT pg_sleep(0.3); CREATE TABLE a (id int);');
  const results = await Promise.all([run(), run(), run(), run()]);
  expect(results.flatMap(({ applied }) => applied)).toEqual(['1_slow']);
});

it('rolls a failing migration back whole, so that the mended one can follow', async () => {
  write('1_bad', 'CREATE TABLE a (id int); SELECT nonsense;');
  await expect(run()).rejects.toThrow('The migration 1_bad failed and was rolled back.');
  expect(await query("SELECT 1 FROM pg_tables WHERE tablename = 'a'")).toEqual([]);
  write('1_bad', 'CREATE TABLE a (id int);');
  expect((await run()).applied).toEqual(['1_bad']);
});

it('keeps a failure on record where the script forbids a transaction', async () => {
  write('1_bad', 'CREATE INDEX CONCURRENTLY i ON nowhere (id);');
  await expect(run()).rejects.toThrow('part of it may have been applied');
  await expect(run()).rejects.toThrow('The migration 1_bad failed earlier and was left unfinished');
});

it('notices a migration that was changed afterwards, but not other line endings', async () => {
  write('1_a', 'CREATE TABLE a (id int);\n');
  await run();
  write('1_a', 'CREATE TABLE a (id int);\r\n');
  expect((await run()).applied).toEqual([]);
  write('1_a', 'CREATE TABLE a (id bigint);\n');
  await expect(run()).rejects.toThrow('The migration 1_a was changed after it had been applied');
});

it('tells of migrations that only the database knows', async () => {
  write('1_a', 'CREATE TABLE a (id int);');
  write('2_b', 'CREATE TABLE b (id int);');
  await run();
  rmSync(path.join(migrationsFolder, '2_b'), { recursive: true });
  expect((await run()).unknown).toEqual(['2_b']);
});

it('keeps its hands off a database that is somebody else’s', async () => {
  await run();
  await query('DROP TABLE _prisma_migrations');
  await query('CREATE TABLE theirs (id int)');
  await expect(run()).rejects.toThrow(
    'The database already holds tables that no migration of this project made (theirs',
  );
});
