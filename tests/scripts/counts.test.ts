import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Failure } from '@/scripts/failure.mjs';
import { add, countPlaywright, countVitest } from '@/scripts/testing/counts.mjs';
import { counted } from '@/scripts/testing/test-failure.mjs';

function withReport<T>(report: unknown, read: (file: string) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'billfold-counts-'));
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  try {
    return read(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('reads what vitest reports, a file that did not load being a failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  expect(withReport(report, countVitest)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

it('reads what Playwright reports', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'x' }] };
  expect(withReport(report, countPlaywright)).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

it('counts nothing where there is no report', () => {
  expect(countVitest('/nowhere/report.json')).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

it('does not let a runner fail with no failure counted', async () => {
  const work = () => Promise.reject(new Failure('vitest ended with 1.'));
  await expect(counted(work, () => ({ passed: 3, failed: 0, skipped: 0 }))).rejects.toMatchObject({
    counts: { passed: 3, failed: 1, skipped: 0 },
  });
});

it('adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(add(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
