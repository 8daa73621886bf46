import type { PaymentsContext } from '../context';
import type { AdminUnownedRow, UnownedKind } from '../domain/admin-views';
import { money } from '../domain/money';
import type { Page } from '../domain/views';
import { ownerOf } from '../webhooks/effects/owner-of';
import { emailsOf } from './owner';
import { PAGE_SIZE, parseCursor, toPage } from './page';

type Row = {
  readonly kind: UnownedKind;
  readonly id: string;
  readonly customer_id: string | null;
  readonly status: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly created: Date;
};

/** Where each kind of object is mirrored, and what names its customer. */
const SOURCES = [
  {
    kind: 'customer',
    table: 'customers',
    customer: 'id',
    facts: 'NULL AS status, NULL::bigint AS amount, NULL AS currency',
  },
  {
    kind: 'subscription',
    table: 'subscriptions',
    customer: 'customer_id',
    facts: 'status, NULL::bigint AS amount, NULL AS currency',
  },
  { kind: 'invoice', table: 'invoices', customer: 'customer_id', facts: 'status, total AS amount, currency' },
  { kind: 'payment', table: 'payments', customer: 'customer_id', facts: 'status, amount, currency' },
] as const satisfies readonly { readonly kind: UnownedKind; readonly [name: string]: string }[];

// `owned` is what was known when a row was written, and what the index goes by; ownerOf decides. Each table gives its own
// newest page.
const ofKind = ({ kind, table, customer, facts }: (typeof SOURCES)[number]): string => `(
  SELECT '${kind}' AS kind, id, ${customer} AS customer_id, ${facts}, created FROM ${table} mirror
  WHERE provider = $1 AND deleted_at IS NULL AND created IS NOT NULL
    AND ($2::timestamptz IS NULL OR (created, id) < ($2, $3))
    AND NOT owned AND ${ownerOf('mirror', `mirror.${customer}`)} IS NULL
  ORDER BY created DESC, id DESC LIMIT ${PAGE_SIZE + 1}
)`;

const UNOWNED = `${SOURCES.map(ofKind).join(' UNION ALL ')} ORDER BY created DESC, id DESC LIMIT ${PAGE_SIZE + 1}`;

function toView(row: Row, emails: ReadonlyMap<string, string>): AdminUnownedRow {
  const { kind, id, customer_id: customerId, status, amount, currency, created } = row;
  return {
    kind,
    id,
    customerId,
    customerEmail: customerId === null ? null : (emails.get(customerId) ?? null),
    status,
    amount: amount === null || currency === null ? null : money(BigInt(amount), currency),
    created,
  };
}

/**
 * What the provider holds for customers that are no user of ours: made in its dashboard, by another application on the
 * account, or left over. It is mirrored like everything else, gives nobody access and has no effects.
 */
export async function adminUnowned(
  context: PaymentsContext,
  after: string | null,
): Promise<Page<AdminUnownedRow>> {
  const cursor = parseCursor(after);
  const { rows } = await context.database.pool.query<Row>(UNOWNED, [
    context.provider.name,
    cursor?.created ?? null,
    cursor?.id ?? null,
  ]);
  const emails = await emailsOf(
    context,
    rows.map((row) => row.customer_id),
  );
  return toPage(rows.map((row) => toView(row, emails)));
}
