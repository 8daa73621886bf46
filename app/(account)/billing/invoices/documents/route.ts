import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { invoicesPath } from '../invoice-search';
import { parseYear } from '../year';
import { zipOf } from './zip';

/** All invoices of a year as PDFs, in one archive that begins at once and grows as they are read. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireUser(invoicesPath);
  const year = parseYear(request);
  if (year === null) return new Response('Which year?', { status: 400 });
  const payments = await getPayments();
  return new Response(zipOf(payments.invoiceDocuments(user.id, year)), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="invoices-${year}.zip"`,
      'cache-control': 'no-store',
    },
  });
}
