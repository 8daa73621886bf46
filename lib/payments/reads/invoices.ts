import { z } from 'zod';
import type { Invoice } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import type { InvoiceFilter, InvoiceLine } from '../domain/invoices';
import { money } from '../domain/money';
import type { InvoiceView, Page } from '../domain/views';
import { customerIdOf } from './owner';
import { PAGE, rowsAfter, toPage } from './page';

const NO_ROWS = { rows: [], next: null } as const;
/** More invoices than this a year holds for nobody: a bound, so that one request can't take all memory. */
const MOST_OF_A_YEAR = 5_000;

/** A draft is not yet the buyer's business; a status of null is not a draft. */
export const NO_DRAFT = { OR: [{ status: null }, { status: { not: 'draft' } }] };

const creditNotes = z.object({
  pre_payment_credit_notes_amount: z.number().int().catch(0),
  post_payment_credit_notes_amount: z.number().int().catch(0),
});

export function toInvoiceView(row: Invoice): InvoiceView {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    total: money(row.total, row.currency),
    amountPaid: money(row.amountPaid, row.currency),
    created: row.created,
    hostedInvoiceUrl: row.hostedInvoiceUrl,
    invoicePdf: row.invoicePdf,
  };
}

function toLine(row: Invoice, refunded: bigint): InvoiceLine {
  const { currency } = row;
  const notes = creditNotes.safeParse(row.raw).data;
  const credited = notes ? notes.pre_payment_credit_notes_amount + notes.post_payment_credit_notes_amount : 0;
  return {
    ...toInvoiceView(row),
    subtotal: money(row.subtotal, currency),
    discount: money(row.discount, currency),
    tax: money(row.tax, currency),
    refunded: money(refunded, currency),
    credited: money(credited, currency),
  };
}

/** What of the payments of these invoices was given back, by payment. */
async function refundsOf(
  { database, provider }: PaymentsContext,
  rows: readonly Invoice[],
): Promise<ReadonlyMap<string, bigint>> {
  const payments = await database.prisma.payment.findMany({
    where: { provider: provider.name, id: { in: rows.flatMap(({ paymentIds }) => paymentIds) } },
    select: { id: true, amountRefunded: true },
  });
  return new Map(payments.map(({ id, amountRefunded }) => [id, amountRefunded]));
}

async function toLines(context: PaymentsContext, rows: readonly Invoice[]): Promise<InvoiceLine[]> {
  const refunds = await refundsOf(context, rows);
  return rows.map((row) =>
    toLine(
      row,
      row.paymentIds.reduce((sum, id) => sum + (refunds.get(id) ?? 0n), 0n),
    ),
  );
}

function ofCustomer(context: PaymentsContext, customerId: string, { from, before, status }: InvoiceFilter) {
  return {
    provider: context.provider.name,
    customerId,
    deletedAt: null,
    AND: [
      status === null ? NO_DRAFT : { status },
      { created: { ...(from ? { gte: from } : {}), ...(before ? { lt: before } : {}) } },
    ],
  };
}

/** A page of the user's invoices, newest first, from the mirror. */
export async function invoicesOf(
  context: PaymentsContext,
  userId: string,
  after: string | null,
  filter: InvoiceFilter,
): Promise<Page<InvoiceLine>> {
  const customerId = await customerIdOf(context, userId);
  if (customerId === null) return NO_ROWS;
  const rows = await context.database.prisma.invoice.findMany({
    where: { ...ofCustomer(context, customerId, filter), ...rowsAfter(after) },
    take: PAGE.take,
    orderBy: [...PAGE.orderBy],
  });
  const page = toPage(rows);
  return { rows: await toLines(context, page.rows), next: page.next };
}

/** All of the user's invoices of one year (UTC), oldest first. */
export async function invoicesOfYear(
  context: PaymentsContext,
  userId: string,
  year: number,
): Promise<readonly InvoiceLine[]> {
  const customerId = await customerIdOf(context, userId);
  if (customerId === null) return [];
  const filter = { from: new Date(Date.UTC(year, 0)), before: new Date(Date.UTC(year + 1, 0)), status: null };
  const rows = await context.database.prisma.invoice.findMany({
    where: ofCustomer(context, customerId, filter),
    take: MOST_OF_A_YEAR,
    orderBy: [{ created: 'asc' }, { id: 'asc' }],
  });
  return toLines(context, rows);
}

const yearsSchema = z.array(z.object({ year: z.number().int() }));

/** The years in which the user has invoices, the last one first. */
export async function invoiceYears(context: PaymentsContext, userId: string): Promise<readonly number[]> {
  const { database, provider } = context;
  const { rows } = await database.pool.query(
    `SELECT DISTINCT EXTRACT(year FROM i.created AT TIME ZONE 'UTC')::int AS year
     FROM users u JOIN invoices i ON i.provider = $1 AND i.customer_id = u.stripe_customer_id
     WHERE u.id = $2 AND i.deleted_at IS NULL AND i.status IS DISTINCT FROM 'draft' AND i.created IS NOT NULL
     ORDER BY year DESC`,
    [provider.name, userId],
  );
  return yearsSchema.parse(rows).map(({ year }) => year);
}
