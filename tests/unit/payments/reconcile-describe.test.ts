import { describe, expect, it } from 'vitest';
import { describeProgress, describeReport, unmended } from '@/lib/payments/reconcile/describe';
import type { RunReport } from '@/lib/payments/reconcile/report-run';
import type { Progress } from '@/lib/payments/reconcile/walk';

const progress: Progress = {
  step: { name: 'list', kind: 'payment', after: null },
  read: 500,
  expected: 2_000,
  breaks: 1,
  waiting: null,
};
const run: RunReport = {
  id: 'a',
  scope: 'full',
  state: 'done',
  read: 1_234,
  expected: 1_000,
  idle: true,
  lastError: null,
  breaks: [],
};

describe('how far a run is', () => {
  it('is a bar, a share, and the time left at the pace so far', () => {
    expect(describeProgress(progress, { read: 400, seconds: 10 })).toBe(
      '[█████░░░░░░░░░░░░░░░] 25 % · 500 of about 2,000 · 2 min 30 s left · 1 break · payment list',
    );
  });

  it('says nothing of the time left before there is a pace', () => {
    expect(describeProgress(progress, { read: 500, seconds: 30 })).not.toContain('left');
    expect(describeProgress(progress, { read: 0, seconds: 0.1 })).not.toContain('left');
  });

  it('gives no share of what turned out to be more than was counted', () => {
    expect(describeProgress({ ...progress, expected: 500 }, { read: 0, seconds: 9 })).toBe(
      '500 read · 1 break · payment list',
    );
    expect(describeProgress({ ...progress, expected: null }, { read: 0, seconds: 9 })).not.toContain('%');
  });

  it('says why it waits', () => {
    expect(
      describeProgress({ ...progress, waiting: 'rate_limited: 429' }, { read: 0, seconds: 9 }),
    ).toContain('waiting: rate_limited: 429');
  });
});

describe('what a run has found', () => {
  it('is nothing', () => {
    expect(describeReport(run)).toEqual(['Everything: 1,234 events and objects read, 0 breaks found.']);
    expect(unmended(run)).toBe(0);
  });

  it('is counted by kind, and what was not mended is said', () => {
    const breaks = [
      { kind: 'different', found: 3, mended: 3 },
      { kind: 'missed_event', found: 2, mended: 1 },
    ];
    expect(describeReport({ ...run, breaks })).toEqual([
      'Everything: 1,234 events and objects read, 5 breaks found.',
      '  3 different, all mended',
      '  2 events that never came, 1 not mended',
      expect.stringContaining('/admin/reconciliation'),
    ]);
    expect(unmended({ ...run, breaks })).toBe(1);
  });
});
