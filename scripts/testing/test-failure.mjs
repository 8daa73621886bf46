import { Failure } from '../failure.mjs';

/** Tests ran, and some failed: carries how many did what. */
export class TestFailure extends Failure {
  /**
   * @param {Failure} failure
   * @param {import('./counts.mjs').Counts} counts
   */
  constructor(failure, counts) {
    super(failure.message, { output: failure.output, cause: failure });
    this.counts = counts;
  }
}

/**
 * Runs a test runner and reads its report, whether it went well or not.
 * @param {() => Promise<unknown>} work
 * @param {() => import('./counts.mjs').Counts} count
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function counted(work, count) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const counts = count();
    // The runner failed, yet no test did (an error outside any test): that one failure must not go unseen.
    throw new TestFailure(error, counts.failed > 0 ? counts : { ...counts, failed: 1 });
  }
  return count();
}

/** @param {import('./counts.mjs').Counts} counts */
export function describeCounts({ passed, skipped }) {
  return `${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
