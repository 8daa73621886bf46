import { expect, test } from '@playwright/test';
import { burst } from '../support/burst/burst';

test('kill -9 of the production server and of a worker in the middle of 300 events, each sent twice', async () => {
  test.setTimeout(240_000);
  const report = await burst({ receiver: 'next', events: 300, kills: 2 });
  expect(report.differences).toEqual([]);
  expect(report.events).toBeGreaterThanOrEqual(300);
  expect(report.deliveries).toBe(2 * report.events);
  // The kills were in the middle of it: somebody went unheard.
  expect(report.unanswered).toBeGreaterThan(0);
  expect([report.serverKills, report.workerKills]).toEqual([2, 2]);
});
