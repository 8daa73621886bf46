import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { CreditEntryView } from '../domain/views';

const rowsSchema = z.tuple([z.object({ credits: z.coerce.number().int() })]);

/** A user's credits: the sum of the ledger. */
export async function creditsOf({ database }: PaymentsContext, userId: string): Promise<number> {
  const { rows } = await database.pool.query(
    'SELECT COALESCE(sum(credits), 0) AS credits FROM credit_entries WHERE user_id = $1',
    [userId],
  );
  return rowsSchema.parse(rows)[0].credits;
}

const entriesSchema = z.array(
  z.object({
    id: z.bigint().transform(String),
    kind: z.enum(['purchase', 'refund', 'refund_failed', 'given']),
    credits: z.number().int(),
    createdAt: z.date(),
  }),
);
const MOST_ENTRIES = 200;

/** The ledger's lines of a user, newest first. */
export async function creditEntriesOf(
  { database }: PaymentsContext,
  userId: string,
): Promise<readonly CreditEntryView[]> {
  const entries = await database.prisma.creditEntry.findMany({
    where: { userId },
    select: { id: true, kind: true, credits: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: MOST_ENTRIES,
  });
  return entriesSchema.parse(entries).map(({ createdAt, ...entry }) => ({ ...entry, at: createdAt }));
}
