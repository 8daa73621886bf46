import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { AdminEvent, AdminEventRow, EventFilter } from '../domain/admin-views';
import type { Page } from '../domain/views';
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

const DETAILS = {
  ...FIELDS,
  source: true,
  objectType: true,
  livemode: true,
  apiVersion: true,
  created: true,
  dueAt: true,
  payload: true,
  effects: { select: { effect: true }, orderBy: { effect: 'asc' } },
} as const;

/** Ids grow in the order of arrival, so one is a cursor; anything else means the first page. */
function parseId(text: string | null): bigint | null {
  return text !== null && /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : null;
}

/** The inbox, last arrival first. */
export async function adminEvents(
  context: PaymentsContext,
  after: string | null,
  { state, type }: EventFilter = { state: null, type: null },
): Promise<Page<AdminEventRow>> {
  const before = parseId(after);
  const rows = await context.database.prisma.webhookEvent.findMany({
    where: {
      ...(before === null ? {} : { id: { lt: before } }),
      ...(state === null ? {} : { state }),
      ...(type === null ? {} : { OR: [{ type }, { type: { startsWith: `${type}.` } }] }),
    },
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

/** One event with its payload, which was stored without client secrets; null when there is none of that number. */
export async function adminEvent(context: PaymentsContext, id: string): Promise<AdminEvent | null> {
  const wanted = parseId(id);
  if (wanted === null) return null;
  const row = await context.database.prisma.webhookEvent.findUnique({
    where: { id: wanted },
    select: DETAILS,
  });
  return (
    row && {
      ...row,
      id: String(row.id),
      state: stateSchema.parse(row.state),
      effects: row.effects.map(({ effect }) => effect),
      payload: row.payload === null ? null : JSON.stringify(row.payload, null, 2),
    }
  );
}
