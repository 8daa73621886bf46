import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './folders.mjs';

/**
 * One hash over files and folders, names and contents; what is missing counts as missing.
 * @param {string[]} paths relative to the root
 * @param {{ root?: string, skip?: (relative: string) => boolean, salt?: string }} [options]
 * @returns {string} hexadecimal
 */
export function fingerprint(paths, { root = ROOT, skip = () => false, salt = '' } = {}) {
  const hash = createHash('sha256').update(salt);
  for (const relative of paths.flatMap((entry) => walk(root, entry, skip)).sort()) {
    const content = readFileSync(path.join(root, relative));
    hash.update(`${relative}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} relative
 * @param {(relative: string) => boolean} skip
 * @returns {string[]} files only
 */
function walk(root, relative, skip) {
  const full = path.join(root, relative);
  if (skip(relative) || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [relative];
  return readdirSync(full).flatMap((name) => walk(root, path.posix.join(relative, name), skip));
}
