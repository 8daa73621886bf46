import { csvResponse } from '@/app/csv';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { invoicesPath } from '../invoice-search';
import { parseYear } from '../year';
import { invoicesAsCsv } from './invoices-as-csv';

/** All invoices of a year, for a spreadsheet, with the addresses of their documents. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireUser(invoicesPath);
  const year = parseYear(request);
  if (year === null) return new Response('Which year?', { status: 400 });
  const payments = await getPayments();
  return csvResponse(`invoices-${year}`, invoicesAsCsv(await payments.invoicesOfYear(user.id, year)));
}
