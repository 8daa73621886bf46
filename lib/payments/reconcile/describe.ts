import { MIRROR_KINDS } from '../records';
import type { RunReport } from './report-run';
import type { Progress } from './walk';

const BAR = 20;

const count = (value: number): string => value.toLocaleString('en');
const some = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;

function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

function stepInWords({ step }: Progress): string {
  switch (step.name) {
    case 'events':
      return 'events';
    case 'list':
      return `${step.kind.replaceAll('_', ' ')} list`;
    case 'unlisted':
      return `single ${step.kind.replaceAll('_', ' ')}s, ${MIRROR_KINDS.indexOf(step.kind) + 1} of ${MIRROR_KINDS.length} kinds`;
    case 'settle':
      return 'settling';
  }
}

/** How fast it has gone since somebody looked: `read` things then, `seconds` ago. */
export type Pace = { readonly read: number; readonly seconds: number };

/**
 * One line that says how far a run is: a bar, what was read, how long it will take, and what was found. What is to be read
 * was counted before and is a guess: nothing is said of a hundred percent before the end.
 */
export function describeProgress(progress: Progress, since: Pace): string {
  const { read, expected, breaks, waiting } = progress;
  const parts: string[] = [];
  if (expected !== null && expected > read) {
    const share = read / expected;
    const full = Math.floor(share * BAR);
    parts.push(`[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${Math.floor(share * 100)} %`);
    parts.push(`${count(read)} of about ${count(expected)}`);
    const rate = (read - since.read) / since.seconds;
    if (rate > 0 && since.seconds >= 1) parts.push(`${duration((expected - read) / rate)} left`);
  } else parts.push(`${count(read)} read`);
  parts.push(some(breaks, 'break'), waiting === null ? stepInWords(progress) : `waiting: ${waiting}`);
  return parts.join(' · ');
}

const KINDS: Readonly<Record<string, string>> = {
  missed_event: 'events that never came',
  missing: 'missing from the mirror',
  different: 'different',
  gone: 'gone at the provider',
};

/** How many breaks of a run are not mended. */
export const unmended = ({ breaks }: RunReport): number =>
  breaks.reduce((sum, { found, mended }) => sum + found - mended, 0);

/** What a run has read, found and mended, line by line. */
export function describeReport(run: RunReport): string[] {
  const scope = run.scope === 'full' ? 'Everything' : 'What has changed';
  const found = run.breaks.reduce((sum, kind) => sum + kind.found, 0);
  const lines = [`${scope}: ${some(run.read, 'event')} and objects read, ${some(found, 'break')} found.`];
  for (const { kind, found: ofKind, mended } of run.breaks) {
    const rest = mended === ofKind ? 'all mended' : `${count(ofKind - mended)} not mended`;
    lines.push(`  ${count(ofKind)} ${KINDS[kind] ?? kind}, ${rest}`);
  }
  if (unmended(run) > 0)
    lines.push('See /admin/reconciliation for what was not mended, and the log for why.');
  return lines;
}
