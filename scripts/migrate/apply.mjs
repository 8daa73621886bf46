import { Failure } from '../failure.mjs';
import { recordFailure, recordFinish, recordStart } from './ledger.mjs';

/** Statements that PostgreSQL refuses inside a transaction, or that end the one they are in. */
const OWN_TRANSACTIONS =
  /\bCONCURRENTLY\b|^\s*(BEGIN|START\s+TRANSACTION|COMMIT|VACUUM|ALTER\s+SYSTEM|CREATE\s+DATABASE)\b/im;

/**
 * Applies one migration. Script and ledger go in one transaction wherever the script allows, so that a crash or
 * Ctrl-C leaves nothing behind; otherwise it is done in Prisma's way, and a failure stays on record.
 * @param {import('pg').Client} client
 * @param {import('./read-migrations.mjs').Migration} migration
 */
export async function applyMigration(client, migration) {
  if (OWN_TRANSACTIONS.test(withoutBodies(migration.script))) return applyInSteps(client, migration);
  await client.query('BEGIN');
  try {
    const id = await recordStart(client, migration);
    await client.query(migration.script);
    await recordFinish(client, id);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The connection may be what failed; then it is rolled back too.
    throw new Failure(`The migration ${migration.name} failed and was rolled back.`, {
      output: describe(error),
      cause: error,
    });
  }
}

/**
 * @param {import('pg').Client} client
 * @param {import('./read-migrations.mjs').Migration} migration
 */
async function applyInSteps(client, migration) {
  const id = await recordStart(client, migration);
  try {
    await client.query(migration.script);
  } catch (error) {
    await recordFailure(client, id, describe(error));
    throw new Failure(
      `The migration ${migration.name} failed, and part of it may have been applied: mend the database, then run \`npx prisma migrate resolve\`.`,
      { output: describe(error), cause: error },
    );
  }
  await recordFinish(client, id);
}

/**
 * Bodies of functions and comments may hold any word, BEGIN above all.
 * @param {string} script
 */
function withoutBodies(script) {
  return script.replace(/(\$\w*\$)[\s\S]*?\1/g, "''").replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const more = ['code', 'detail', 'hint', 'where'].flatMap((name) => {
    const value = Reflect.get(error, name);
    return typeof value === 'string' ? [`${name}: ${value}`] : [];
  });
  return [error.message, ...more].join('\n');
}
