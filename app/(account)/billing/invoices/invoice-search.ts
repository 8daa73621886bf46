import { z } from 'zod';
import { INVOICE_STATUSES, type InvoiceFilter } from '@/lib/payments/domain/invoices';

export const invoicesPath = '/billing/invoices';

const DAY_MS = 86_400_000;

// The address is anybody's to write: what makes no sense is left out.
const day = z.iso.date().optional().catch(undefined);
const searchSchema = z.object({
  from: day,
  to: day,
  status: z.enum(INVOICE_STATUSES).optional().catch(undefined),
});

/** What is searched for, as the form's fields and the address have it; days in UTC, the last one included. */
export type InvoiceSearch = z.output<typeof searchSchema>;

export function parseSearch(query: unknown): InvoiceSearch {
  return searchSchema.safeParse(query).data ?? {};
}

export function filterOf({ from, to, status }: InvoiceSearch): InvoiceFilter {
  return {
    from: from ? new Date(from) : null,
    before: to ? new Date(new Date(to).getTime() + DAY_MS) : null,
    status: status ?? null,
  };
}

/** The search as it stands in an address, without what was not asked for. */
export function queryOf(search: InvoiceSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
