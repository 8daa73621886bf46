import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, wherever the command was typed. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that the commands keep between runs; git-ignored. */
export const STATE = path.join(ROOT, '.billfold');

/**
 * @param {...string} parts below `.billfold`
 * @returns {string} the folder's path; it exists afterwards
 */
export function stateFolder(...parts) {
  const folder = path.join(STATE, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Root's umask may close new folders to everybody else, but the database runs as another user and has to pass.
 * @param {string} folder
 */
export function letOthersPass(folder) {
  for (let current = folder; current.startsWith(STATE); current = path.dirname(current)) {
    chmodSync(current, 0o711);
  }
}

/** @param {...string} parts below `node_modules` */
export function packageFile(...parts) {
  return path.join(ROOT, 'node_modules', ...parts);
}
