import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Migration
 * @property {string} name its folder's
 * @property {string} script
 * @property {string[]} checksums what Prisma would have written for it: the first is ours; the other is the same
 *   file with the line endings of another system
 */

/**
 * @param {string} folder
 * @returns {Migration[]} in the order in which they are applied
 */
export function readMigrations(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      const unix = script.replaceAll('\r\n', '\n');
      return { name, script, checksums: [script, unix, unix.replaceAll('\n', '\r\n')].map(checksum) };
    });
}

/** @param {string} text */
function checksum(text) {
  return createHash('sha256').update(text).digest('hex');
}
