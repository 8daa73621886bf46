import { z } from 'zod';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { invoicesPath } from '../invoice-search';
import { invoicesAsCsv } from './invoices-as-csv';

const yearSchema = z.coerce.number().int().min(2000).max(2200);

/** All invoices of a year, for a spreadsheet, with the addresses of their documents. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireUser(invoicesPath);
  const year = yearSchema.safeParse(new URL(request.url).searchParams.get('year'));
  if (!year.success) return new Response('Which year?', { status: 400 });
  const payments = await getPayments();
  return new Response(invoicesAsCsv(await payments.invoicesOfYear(user.id, year.data)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="invoices-${year.data}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
