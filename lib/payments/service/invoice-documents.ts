import type { PaymentsContext } from '../context';
import { invoicesOfYear } from '../reads/invoices';

/** A PDF by its file name; `content` null when it could not be had just now. */
export type InvoiceDocument = { readonly name: string; readonly content: Uint8Array | null };

/** A number as a file name: it may have been set elsewhere, to anything. */
function nameOf(number: string | null, id: string): string {
  return `${(number ?? id).replace(/[^\w.-]+/g, '-').replace(/^\.+/, '')}.pdf`;
}

/** The documents of all of a user's invoices of a year, one after the other as they are asked for. See PaymentService. */
export async function* invoiceDocuments(
  context: PaymentsContext,
  userId: string,
  year: number,
): AsyncGenerator<InvoiceDocument, void, undefined> {
  for (const { id, number, invoicePdf } of await invoicesOfYear(context, userId, year)) {
    if (invoicePdf === null) continue;
    const read = await context.provider.readDocument(invoicePdf);
    if (read.kind !== 'ok')
      context.log.warn({ invoice: id, detail: read.detail }, 'a document could not be read');
    yield { name: nameOf(number, id), content: read.kind === 'ok' ? read.value : null };
  }
}
