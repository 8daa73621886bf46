import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { AdminBreakRow, AdminRun } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { PAGE_SIZE } from './page';

const RUNS = 10;

const runSchema = z.object({
  id: z.string(),
  scope: z.enum(['recent', 'full']),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  read: z.number(),
  expected: z.number().nullable(),
  breaks: z.number(),
  mended: z.number(),
  lastError: z.string().nullable(),
});

// The running one first: it can have begun before others have ended, on another clock.
const LATEST = `
  SELECT r.id, scope, state, started_at AS "startedAt", finished_at AS "finishedAt", read, expected,
         last_error AS "lastError", b.breaks, b.mended
  FROM reconciliation_runs r
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS breaks, count(mended_at)::int AS mended FROM reconciliation_breaks WHERE run_id = r.id
  ) b
  WHERE provider = $1
  ORDER BY state = 'running' DESC, started_at DESC
  LIMIT ${RUNS}`;

/** The latest runs, the last one first. */
export async function adminRuns({ database, provider }: PaymentsContext): Promise<readonly AdminRun[]> {
  const { rows } = await database.pool.query(LATEST, [provider.name]);
  return z.array(runSchema).parse(rows);
}

const differencesSchema = z.record(z.string(), z.object({ mirror: z.unknown(), provider: z.unknown() }));
const breakSchema = z.object({
  id: z.string(),
  kind: z.enum(['missed_event', 'missing', 'different', 'gone']),
  objectType: z.string(),
  objectId: z.string(),
  differences: differencesSchema,
  foundAt: z.date(),
  mendedAt: z.date().nullable(),
  mendedBy: z.enum(['sync', 'inbox']).nullable(),
});

const BREAKS = `
  SELECT id, kind, object_type AS "objectType", object_id AS "objectId", differences, found_at AS "foundAt",
         mended_at AS "mendedAt", mended_by AS "mendedBy"
  FROM reconciliation_breaks
  WHERE $1::bigint IS NULL OR id < $1
  ORDER BY id DESC
  LIMIT ${PAGE_SIZE + 1}`;

/** A value as text; an absent one as a dash. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function toView(row: z.infer<typeof breakSchema>): AdminBreakRow {
  const differences = Object.entries(row.differences).map(([field, { mirror, provider }]) => ({
    field,
    mirror: textOf(mirror),
    provider: textOf(provider),
  }));
  return { ...row, differences };
}

/** The breaks of every run, the last one found first. */
export async function adminBreaks(
  { database }: PaymentsContext,
  after: string | null,
): Promise<Page<AdminBreakRow>> {
  // Anything that is no number of ours means the first page.
  const before = after !== null && /^[1-9]\d{0,17}$/.test(after) ? after : null;
  const { rows } = await database.pool.query(BREAKS, [before]);
  const breaks = z.array(breakSchema).parse(rows).map(toView);
  const shown = breaks.slice(0, PAGE_SIZE);
  return { rows: shown, next: breaks.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null };
}
