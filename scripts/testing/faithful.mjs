import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { stateFolder } from '../project/folders.mjs';
import { TestFailure } from './test-failure.mjs';

/**
 * Has the sandboxes of a step hold what they send against Stripe's declarations: one that differed fails the step,
 * even when no test minded.
 * @param {string} name for the file that they write to
 * @param {(env: { SANDBOX_CHECK: string }) => Promise<import('./counts.mjs').Counts>} work runs with it
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function watched(name, work) {
  const file = path.join(stateFolder('test', 'faithful'), `${name}.jsonl`);
  rmSync(file, { force: true });
  const counts = await work({ SANDBOX_CHECK: file });
  if (!existsSync(file)) return counts;
  const failure = new Failure('The sandbox sent what Stripe would not have sent.', {
    output: readFileSync(file, 'utf8').trimEnd(),
  });
  throw new TestFailure(failure, { ...counts, failed: counts.failed + 1 });
}
