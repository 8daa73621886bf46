import { bundle } from './bundle.mjs';
import { format, lint, types } from './checks.mjs';
import { endToEnd } from './end-to-end.mjs';
import { vitest } from './vitest.mjs';

/**
 * @typedef {object} Testing what a step of `npm test` is given
 * @property {import('../commands/command.mjs').Context} context
 * @property {Record<string, string>} env
 * @property {string[]} extra words for the test runner (a file, `-t name`)
 * @property {() => Promise<import('./databases.mjs').TestDatabases>} databases started at the first use
 *
 * @typedef {import('./counts.mjs').Counts | null} Result null for a step that counts no tests
 * @typedef {(testing: Testing) => Promise<Result>} Step throws a Failure when it failed; one that counted tests has
 *   them in `counts`
 */

/** @type {Map<string, Step>} in the order in which they run: what is quickly told comes first */
export const STEPS = new Map([
  ['format', format],
  ['lint', lint],
  ['types', types],
  ['unit', vitest('unit')],
  ['integration', vitest('integration')],
  ['contract', vitest('contract')],
  ['conformance', vitest('conformance')],
  ['simulation', vitest('simulation')],
  ['bundle', bundle],
  ['e2e', endToEnd],
]);
