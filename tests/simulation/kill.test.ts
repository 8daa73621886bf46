import { expect, test } from 'vitest';
import { burst } from '../support/burst/burst';

test('kill -9 of the endpoint and of a worker in the middle of 300 events, each sent twice', {
  timeout: 180_000,
}, async () => {
  const report = await burst({ receiver: 'ingest', events: 300, kills: 2 });
  expect(report.differences).toEqual([]);
  expect(report.events).toBeGreaterThanOrEqual(300);
  expect(report.deliveries).toBe(2 * report.events);
  // The kills were in the middle of it: somebody went unheard.
  expect(report.unanswered).toBeGreaterThan(0);
  expect([report.serverKills, report.workerKills]).toEqual([2, 2]);
});
