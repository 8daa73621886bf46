import type { PaymentsContext } from '../context';
import type { MirrorKind } from '../records';
import { MIRROR_TABLES } from '../sync/columns';
import { afterUnlisted, type Cursor, type StepAt } from './cursor';
import { examine } from './examine';
import type { StepResult } from './step-events';
import type { Walk } from './walk';

/** So many single reads between two savings of the cursor. */
const BATCH = 20;

const inMirror = (kind: MirrorKind): string => `
  SELECT id FROM ${MIRROR_TABLES[kind].table}
  WHERE provider = $1 AND deleted_at IS NULL AND ticket < $2 AND synced_at < $3::timestamptz AND id > $4`;

/** Objects that others name and the mirror does not hold. Only of the kinds that no list of a whole account holds. */
const NAMED: Readonly<Partial<Record<MirrorKind, string>>> = {
  payment_method: ['customers', 'subscriptions']
    .map(
      (table) => `
        SELECT default_payment_method_id FROM ${table} m
        WHERE provider = $1 AND deleted_at IS NULL AND default_payment_method_id > $4 AND NOT EXISTS (
          SELECT FROM payment_methods p WHERE p.provider = $1 AND p.id = m.default_payment_method_id)`,
    )
    .join(' UNION '),
  // Where nobody has any entitlements, nobody is asked for theirs.
  entitlement_summary: `
    SELECT customer_id FROM subscriptions m
    WHERE provider = $1 AND deleted_at IS NULL AND customer_id > $4 AND EXISTS (SELECT FROM entitlements WHERE provider = $1)
      AND NOT EXISTS (SELECT FROM entitlement_summaries s WHERE s.provider = $1 AND s.id = m.customer_id)`,
};

/**
 * The objects of a kind that no list of this run held: rows that nobody has read or seen since the run began, and what is
 * only named. Deleted ones are among them, what belongs to a test clock, and whatever is listed for one customer only.
 */
async function unlisted(
  { database, provider }: PaymentsContext,
  { kind, after }: StepAt<'unlisted'>,
  { ticket, at }: Cursor,
): Promise<string[]> {
  const named = NAMED[kind];
  const { rows } = await database.pool.query<{ id: string }>(
    `${inMirror(kind)} ${named ? `UNION ${named}` : ''} ORDER BY id LIMIT ${BATCH}`,
    [provider.name, ticket, at, after ?? ''],
  );
  return rows.map(({ id }) => id);
}

/** Reads some of the objects that no list held, one by one: they are gone, or still there and compared. */
export async function stepUnlisted(
  walk: Walk,
  cursor: Cursor,
  step: StepAt<'unlisted'>,
): Promise<StepResult> {
  const ids = await unlisted(walk.context, step, cursor);
  for (const id of ids) {
    const stop = await examine(walk, { kind: step.kind, id });
    if (stop) return stop;
  }
  const last = ids.at(-1);
  const more = last !== undefined && ids.length === BATCH;
  const next = more ? { ...step, after: last } : afterUnlisted(step);
  return { kind: 'stepped', cursor: { ...cursor, step: next }, read: ids.length };
}
