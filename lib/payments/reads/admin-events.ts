import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { AdminEventRow, Page } from '../domain/views';
import { PAGE_SIZE } from './page';

const stateSchema = z.enum(['pending', 'processed', 'ignored', 'dead']);

const FIELDS = {
  id: true,
  eventId: true,
  type: true,
  objectId: true,
  state: true,
  attempts: true,
  deliveries: true,
  lastError: true,
  receivedAt: true,
  processedAt: true,
} as const;

/** Ids grow in the order of arrival, so one is a cursor; anything else means the first page. */
function parseId(after: string | null): bigint | null {
  return after !== null && /^[1-9]\d{0,17}$/.test(after) ? BigInt(after) : null;
}

/** The inbox, last arrival first. */
export async function adminEvents(
  context: PaymentsContext,
  after: string | null,
): Promise<Page<AdminEventRow>> {
  const before = parseId(after);
  const rows = await context.database.prisma.webhookEvent.findMany({
    where: before === null ? {} : { id: { lt: before } },
    select: FIELDS,
    orderBy: { id: 'desc' },
    take: PAGE_SIZE + 1,
  });
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    rows: shown.map((row) => ({ ...row, id: String(row.id), state: stateSchema.parse(row.state) })),
    next: rows.length > PAGE_SIZE ? String(shown.at(-1)?.id) : null,
  };
}
