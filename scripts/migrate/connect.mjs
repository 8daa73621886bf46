import { Failure } from '../failure.mjs';

const MISSING_DATABASE = '3D000';
/** The second one: two CREATE DATABASE of one name at the same moment meet in the catalogue's unique index. */
const DUPLICATE_DATABASE = ['42P04', '23505'];
const WRONG_PASSWORD = '28P01';

/**
 * Connects to the database, making it first where the server has none of that name.
 * @param {string} databaseUrl `?schema=` is understood as Prisma does
 * @returns {Promise<import('pg').Client>} to be ended by the caller
 */
export async function connectOrCreate(databaseUrl) {
  try {
    return await connect(databaseUrl);
  } catch (error) {
    if (codeOf(error) !== MISSING_DATABASE) throw toFailure(error, databaseUrl);
  }
  await createDatabase(databaseUrl);
  return connect(databaseUrl);
}

/**
 * @param {string} databaseUrl
 * @returns {Promise<import('pg').Client>}
 */
export async function connect(databaseUrl) {
  // Only here: the entry scripts run before there is a node_modules.
  const { Client } = (await import('pg')).default;
  const url = new URL(databaseUrl);
  const schema = url.searchParams.get('schema');
  url.searchParams.delete('schema');
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 15_000 });
  // A server that goes away between two queries raises this event; the next query says so as well.
  client.on('error', () => {});
  await client.connect();
  if (schema && schema !== 'public') {
    const quoted = client.escapeIdentifier(schema);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted}`);
    await client.query(`SET search_path TO ${quoted}`);
  }
  return client;
}

/** @param {string} databaseUrl */
async function createDatabase(databaseUrl) {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  url.searchParams.delete('schema');
  const client = await connect(url.href);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Two commands that start at once both find it missing.
    if (!DUPLICATE_DATABASE.includes(codeOf(error))) throw toFailure(error, databaseUrl);
  } finally {
    await client.end();
  }
}

/**
 * @param {unknown} error
 * @param {string} databaseUrl
 */
function toFailure(error, databaseUrl) {
  const { hostname, port, pathname } = new URL(databaseUrl);
  const where = `${hostname}:${port || 5432}${pathname}`;
  const hint =
    codeOf(error) === WRONG_PASSWORD
      ? 'its password is not the one in DATABASE_URL (or, for the embedded one, in .billfold/secrets.json)'
      : 'is it running, and is DATABASE_URL right?';
  return new Failure(`The database at ${where} cannot be used: ${hint}`, {
    output: error instanceof Error ? error.message || codeOf(error) : String(error),
    cause: error,
  });
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
