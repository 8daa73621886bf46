import { randomBytes } from 'node:crypto';
import { connect } from '../migrate/connect.mjs';
import { migrate } from '../migrate/migrate.mjs';
import { joinCluster } from '../postgres/join.mjs';
import { isAlive } from '../process/alive.mjs';
import { fingerprint } from '../project/fingerprint.mjs';
import { loadSecrets } from '../project/secrets.mjs';
import { MIGRATIONS } from '../steps/database.mjs';

/** Databases of a run are called `test_<process>_<random>`, so that a later run can tell whose they were. */
const NAME = /^test_(\d+)_/;
/** The second key of the two-part advisory lock is ours to choose; the first says that it is about templates. */
const TEMPLATE_LOCK = [1_414_745_936, 1];

/**
 * @typedef {object} TestDatabases
 * @property {Record<string, string>} env for test runners: see tests/support/database.ts
 * @property {() => Promise<string>} create an empty, migrated database; its address
 */

/**
 * A cluster of its own for tests (or the server of TEST_DATABASE_ADMIN_URL), with a migrated template: a copy of it
 * takes some hundredths of a second, so every test file can have its own database.
 * @param {import('../commands/command.mjs').Context} context
 * @param {'test' | 'bench'} [kind] of cluster
 * @returns {Promise<TestDatabases>}
 */
export async function startTestDatabases({ lifetime, progress }, kind = 'test') {
  return progress.step('Test databases', async (note) => {
    const adminUrl = process.env.TEST_DATABASE_ADMIN_URL?.trim() || (await embedded(kind, lifetime, note));
    note('migrating the template');
    const template = await makeTemplate(adminUrl);
    return {
      env: {
        TEST_DATABASE_ADMIN_URL: adminUrl,
        TEST_DATABASE_TEMPLATE: template,
        TEST_DATABASE_PREFIX: `test_${process.pid}_`,
      },
      create: () => copyTemplate(adminUrl, template),
    };
  });
}

/**
 * @param {'test' | 'bench'} kind
 * @param {import('../process/lifetime.mjs').Lifetime} lifetime
 * @param {import('../terminal/progress.mjs').Note} note
 */
async function embedded(kind, lifetime, note) {
  const { databasePassword } = await loadSecrets();
  const server = await joinCluster(kind, { password: databasePassword, lifetime, note });
  return server.url('postgres');
}

/**
 * @param {string} adminUrl
 * @returns {Promise<string>} the template's name; another one for every set of migrations
 */
async function makeTemplate(adminUrl) {
  const template = `template_${fingerprint(['prisma/migrations']).slice(0, 12)}`;
  const admin = await connect(adminUrl);
  try {
    // One run at a time: PostgreSQL copies no template that somebody else is connected to.
    await admin.query('SELECT pg_advisory_lock($1, $2)', TEMPLATE_LOCK);
    const { rows } = await admin.query('SELECT datname FROM pg_database');
    const names = rows.map((row) => String(row.datname));
    for (const name of names.filter(isAbandoned)) await drop(admin, name);
    if (names.includes(template)) return template;
    // Under another name until it is complete: an interrupted run must not leave half a template.
    const fresh = `${template}_new`;
    await drop(admin, fresh);
    await migrate({ databaseUrl: urlOf(adminUrl, fresh), migrationsFolder: MIGRATIONS });
    await admin.query(
      `ALTER DATABASE ${admin.escapeIdentifier(fresh)} RENAME TO ${admin.escapeIdentifier(template)}`,
    );
    return template;
  } finally {
    await admin.end();
  }
}

/** @param {string} name */
function isAbandoned(name) {
  const pid = NAME.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

/**
 * @param {import('pg').Client} admin
 * @param {string} name
 */
async function drop(admin, name) {
  await admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(name)} WITH (FORCE)`);
}

/**
 * @param {string} adminUrl
 * @param {string} template
 */
async function copyTemplate(adminUrl, template) {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const admin = await connect(adminUrl);
  try {
    await admin.query(
      `CREATE DATABASE ${admin.escapeIdentifier(name)} TEMPLATE ${admin.escapeIdentifier(template)}`,
    );
  } finally {
    await admin.end();
  }
  return urlOf(adminUrl, name);
}

/**
 * @param {string} adminUrl
 * @param {string} database
 */
function urlOf(adminUrl, database) {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
