import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { AdminOperationRow, OperationFilter } from '../domain/admin-views';
import { operationInWords } from '../domain/operation-words';
import type { Page } from '../domain/views';
import { operationSchema } from '../operations/operation';
import { columnsOf } from '../operations/stored';
import { PAGE_SIZE, parseCursor, toPage } from './page';

const rowSchema = z.intersection(
  operationSchema,
  z.object({
    userEmail: z.string(),
    requesterEmail: z.string().nullable(),
    lastError: z.string().nullable(),
    nextCheckAt: z.date().nullable(),
  }),
);

const WHERE: Readonly<Record<OperationFilter | 'all', string>> = {
  all: 'true',
  unfinished: `o.state <> 'done' AND o.state <> 'refused'`,
  needs_human: `o.state = 'needs_human'`,
};

const select = (filter: OperationFilter | 'all'): string => `
  SELECT ${columnsOf('o')}, o.last_error AS "lastError", o.next_check_at AS "nextCheckAt", u.email AS "userEmail",
         r.email AS "requesterEmail"
  FROM payment_operations o
  JOIN users u ON u.id = o.user_id
  LEFT JOIN users r ON r.id = o.requested_by
  WHERE ${WHERE[filter]} AND ($1::timestamptz IS NULL OR (o.created_at, o.id) < ($1, $2::uuid))
  ORDER BY o.created_at DESC, o.id DESC
  LIMIT ${PAGE_SIZE + 1}`;

function toRow(row: z.infer<typeof rowSchema>): AdminOperationRow {
  const { id, purpose, state, userId, userEmail, requesterEmail, objectId, attempts, lastError } = row;
  const { createdAt: created, nextCheckAt } = row;
  const words = operationInWords(row);
  const requestedBy = requesterEmail;
  return {
    id,
    purpose,
    words,
    state,
    userId,
    userEmail,
    requestedBy,
    objectId,
    attempts,
    lastError,
    created,
    nextCheckAt,
  };
}

/** Operations, the last one first. */
export async function adminOperations(
  { database }: PaymentsContext,
  after: string | null,
  filter: OperationFilter | 'all' = 'all',
): Promise<Page<AdminOperationRow>> {
  const parsed = parseCursor(after);
  // Anything that is no id of ours means the first page.
  const cursor = parsed && z.uuid().safeParse(parsed.id).success ? parsed : null;
  const { rows } = await database.pool.query(select(filter), [cursor?.created ?? null, cursor?.id ?? null]);
  return toPage(z.array(rowSchema).parse(rows).map(toRow));
}
