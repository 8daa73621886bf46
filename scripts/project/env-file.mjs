import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './folders.mjs';

const LINE =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\r\n]*))/gm;

const ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Reads the `NAME=value` lines of an env file: single and double quotes, `export`, comments. No `$OTHER` expansion.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [, name, double, single, bare] of text.matchAll(LINE)) {
    if (name === undefined) continue;
    if (double !== undefined) values[name] = double.replace(/\\(.)/gs, (_, c) => ESCAPES.get(c) ?? c);
    else if (single !== undefined) values[name] = single;
    else values[name] = (bare ?? '').replace(/(^|[ \t]+)#.*$/, '').trim();
  }
  return values;
}

/**
 * The environment with `.env.local` and `.env` behind it: what was really set wins, then the local file.
 * @param {Record<string, string | undefined>} real
 * @param {string} [folder] where the files lie
 * @returns {Record<string, string>} names with a blank value are left out, as a copied `.env.example` has many
 */
export function environmentWithFiles(real, folder = ROOT) {
  const merged = {
    ...readIfThere(path.join(folder, '.env')),
    ...readIfThere(path.join(folder, '.env.local')),
  };
  for (const [name, value] of Object.entries(real)) if (value !== undefined) merged[name] = value;
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value.trim() !== ''));
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
