import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { stateFolder } from './folders.mjs';
import { withLock } from './lock.mjs';

/**
 * @typedef {object} Secrets
 * @property {string} databasePassword of the embedded PostgreSQL
 * @property {string} nextauthSecret signs the sessions, so that they outlive a restart
 * @property {string} webhookSecret what the sandbox signs its webhooks with
 * @property {string} adminPassword of the first admin
 */

/** @type {Record<keyof Secrets, () => string>} */
const MAKERS = {
  databasePassword: () => randomBytes(24).toString('hex'),
  nextauthSecret: () => randomBytes(32).toString('base64url'),
  webhookSecret: () => `whsec_${randomBytes(24).toString('hex')}`,
  adminPassword: () => randomBytes(9).toString('base64url'),
};

/**
 * What has to be random and stay the same from start to start; made at the first one.
 * @param {string} [folder]
 * @returns {Promise<Secrets>}
 */
export async function loadSecrets(folder = stateFolder()) {
  const file = path.join(folder, 'secrets.json');
  return withLock(`${file}.lock`, async () => {
    const known = read(file);
    const missing = Object.entries(MAKERS).filter(([name]) => !known[name]);
    for (const [name, make] of missing) known[name] = make();
    if (missing.length > 0) write(file, known);
    return /** @type {Secrets} */ (/** @type {unknown} */ (known));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, string>}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * @param {string} file
 * @param {Record<string, string>} secrets
 */
function write(file, secrets) {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}
