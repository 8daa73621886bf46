import type { PaymentsContext } from '../context';
import type { CustomersKind } from '../provider';
import type { MirrorKind } from '../records';
import { drawTicket, syncObject, writePage } from '../sync';

/** Also what the mirror never heard of is found. */
const LISTED: readonly CustomersKind[] = ['subscription', 'invoice', 'payment', 'payment_method'];

/** What is read one by one, as far as the mirror knows of it. */
const SINGLE = [
  ['refund', 'refunds'],
  ['dispute', 'disputes'],
] as const;
const MOST_SINGLE = 25;

async function takePage(context: PaymentsContext, kind: CustomersKind, customerId: string): Promise<boolean> {
  // Before the request: see drawTicket.
  const ticket = await drawTicket(context);
  const page = await context.provider.readOfCustomer(kind, customerId);
  if (page.kind !== 'ok') return false;
  await writePage(context, page.value.objects, ticket);
  return true;
}

async function singlesOf(
  { database, provider }: PaymentsContext,
  [kind, table]: (typeof SINGLE)[number],
  customerId: string,
): Promise<readonly (readonly [MirrorKind, string])[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE provider = $1 AND customer_id = $2 AND deleted_at IS NULL
     ORDER BY created DESC LIMIT ${MOST_SINGLE}`,
    [provider.name, customerId],
  );
  return rows.map(({ id }) => [kind, id]);
}

/**
 * Reads everything of a customer again: them, the newest hundred of each kind that is listed by customer, and what else the
 * mirror has of them. About ten calls, somebody waiting for them.
 */
export async function syncCustomer(
  context: PaymentsContext,
  customerId: string,
): Promise<'synced' | 'not_found' | 'unreachable'> {
  const customer = await syncObject(context, 'customer', customerId, context.provider);
  if (customer.kind === 'gone') return 'not_found';
  if (customer.kind === 'failed') return 'unreachable';
  const singles = await Promise.all(SINGLE.map((each) => singlesOf(context, each, customerId)));
  const read = await Promise.all([
    ...LISTED.map((kind) => takePage(context, kind, customerId)),
    ...[...singles.flat(), ['entitlement_summary', customerId] as const].map(
      async ([kind, id]) => (await syncObject(context, kind, id, context.provider)).kind !== 'failed',
    ),
  ]);
  return read.every(Boolean) ? 'synced' : 'unreachable';
}
