import type { TargetName } from '../servers/targets';
import type { Figures, Level } from './figures';

/** An endpoint, the one it is held against, and the least share of its answers a second. */
type Goal = { readonly other: TargetName; readonly least: Readonly<Record<Level, number>> };

const GROWN = { 1: 1 / 1.2, 16: 1 / 1.2, 64: 1 / 1.2 };

const GOALS: Partial<Record<TargetName, Goal>> = {
  route: { other: 'next-insert', least: { 1: 0.95, 16: 1, 64: 1 } },
  ingest: { other: 'node-insert', least: { 1: 0.9, 16: 0.9, 64: 0.9 } },
  'route-grown': { other: 'route', least: GROWN },
  'ingest-grown': { other: 'ingest', least: GROWN },
};

/** How an endpoint does beside the one it is held against; blank for a floor. */
export function verdictOf(figures: Figures, target: TargetName, level: Level): string {
  const goal = GOALS[target];
  if (!goal) return '';
  const ratio = figures.ratio(target, goal.other, level);
  const least = goal.least[level];
  return `${ratio.toFixed(2)} × ${goal.other}, goal ${least.toFixed(2)}${ratio < least ? '  MISSED' : ''}`;
}
