import type { EndToEnd } from './measure';

const GOAL_MS = 250;
const GROWN = 1.2;

function line(name: string, { p50, p95, p99, changes, missing }: EndToEnd, verdict: string): string {
  const columns = [p50, p95, p99].map((ms) => ms.toFixed(0).padStart(9)).join('');
  const lost = missing > 0 ? `, ${missing} NEVER SHOWN` : '';
  return `${name.padEnd(27)}${columns}   ${changes} changes${lost}, ${verdict}`;
}

/** The end-to-end times, on empty tables and, where they were measured, on grown ones. */
export function printEndToEnd(empty: EndToEnd, grown: EndToEnd | null): void {
  console.log(`\n${'from delivery to the row'.padEnd(27)}   p50 ms   p95 ms   p99 ms`);
  const late = empty.p95 > GOAL_MS ? '  MISSED' : '';
  console.log(line('100 events a second', empty, `goal p95 ≤ ${GOAL_MS} ms${late}`));
  if (!grown) return;
  const ratio = grown.p95 / empty.p95;
  const slower = ratio > GROWN ? '  MISSED' : '';
  console.log(line('the same, grown', grown, `p95 ${ratio.toFixed(2)} × empty, goal ≤ ${GROWN}${slower}`));
}
