import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ file: string, name: string }} Leak `name`: which secret it is; never the secret itself
 */

/**
 * Looks for secrets in files that reach a browser.
 * @param {string[]} files
 * @param {Record<string, string>} secrets by name
 * @returns {Leak[]}
 */
export function findLeaks(files, secrets) {
  const needles = Object.entries(secrets).filter(([, value]) => value.length >= 8);
  return files.flatMap((file) => {
    const content = readFileSync(file);
    return needles.filter(([, value]) => content.includes(value)).map(([name]) => ({ file, name }));
  });
}

/**
 * What a build sends to browsers: everything static, and the pages rendered at build time.
 * @param {string} output `.next`
 * @returns {string[]}
 */
export function browserFiles(output) {
  return [
    ...list(path.join(output, 'static')),
    ...list(path.join(output, 'server')).filter((file) => /\.(html|rsc|body|meta)$/.test(file)),
  ];
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
