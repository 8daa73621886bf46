import { TARGETS, type TargetName } from '../servers/targets';
import { type Figures, LEVELS, type Level } from './figures';
import { verdictOf } from './goals';

const NAMES: Record<TargetName, string> = {
  'node-verify': 'bare Node, verifies only',
  'node-insert': 'bare Node, one INSERT',
  'node-inbox': 'the same, into our inbox',
  ingest: 'npm run ingest',
  'next-verify': 'Next route, verifies only',
  'next-insert': 'Next route, one INSERT',
  'next-inbox': 'the same, into our inbox',
  route: 'the route',
  'ingest-grown': 'npm run ingest, grown',
  'route-grown': 'the route, grown',
};

function row(figures: Figures, target: TargetName, level: Level): string {
  const middle = (what: 'rate' | 'p50' | 'p95' | 'p99' | 'processor') => figures.middle(target, level, what);
  const columns = [
    middle('rate').toFixed(0).padStart(10),
    middle('p50').toFixed(2).padStart(9),
    middle('p95').toFixed(2).padStart(9),
    middle('p99').toFixed(2).padStart(9),
    middle('processor').toFixed(0).padStart(8),
  ];
  return `${NAMES[target].padEnd(27)}${columns.join('')}   ${verdictOf(figures, target, level)}`.trimEnd();
}

/** Medians over the rounds, one table for each number of connections. */
export function printFigures(figures: Figures): void {
  for (const level of LEVELS) {
    const title = `${level} connection${level === 1 ? '' : 's'}`;
    console.log(`\n${title.padEnd(27)} answers/s   p50 ms   p95 ms   p99 ms  CPU µs`);
    for (const target of TARGETS)
      if (figures.of(target, level).length > 0) console.log(row(figures, target, level));
  }
}
