import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { actInWords } from '../domain/act-words';
import type { AuditRow } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { PAGE_SIZE, parseCursor, toPage } from './page';

const SELECT = `
  SELECT a.id::text AS id, a.at AS created, u.email AS by, a.actor_role AS role, a.act, a.customer_id AS "customerId",
         a.object_id AS "objectId", a.details, answer.outcome
  FROM audit_log a JOIN users u ON u.id = a.actor_id LEFT JOIN audit_log answer ON answer.answers = a.id
  WHERE a.answers IS NULL AND ($1::bigint IS NULL OR a.id < $1)
  ORDER BY a.id DESC LIMIT ${PAGE_SIZE + 1}`;

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    created: z.date(),
    by: z.string(),
    role: z.string(),
    act: z.string(),
    customerId: z.string().nullable(),
    objectId: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    outcome: z.string().nullable(),
  }),
);

const inWords = (details: Readonly<Record<string, unknown>>): string =>
  Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** What the staff did, the last act first, each with what became of it. */
export async function adminAudit(
  { database: { pool } }: PaymentsContext,
  after: string | null,
): Promise<Page<AuditRow>> {
  const cursor = parseCursor(after)?.id ?? null;
  const { rows } = await pool.query(SELECT, [cursor !== null && /^\d{1,18}$/.test(cursor) ? cursor : null]);
  return toPage(
    rowsSchema.parse(rows).map(({ act, details, ...row }) => ({
      ...row,
      act: actInWords(act),
      details: inWords(details),
    })),
  );
}
