import { TextLink } from '@/components/ui/link';
import type { InvoiceView } from '@/lib/payments/domain/views';

type Props = { readonly invoice: InvoiceView; readonly isDue?: boolean };

/** The hosted page and the PDF of an invoice, and where it can be paid. */
export function InvoiceLinks({
  invoice: { id, number, hostedInvoiceUrl, invoicePdf },
  isDue = false,
}: Props) {
  const named = number ?? 'this invoice';
  return (
    <span className="flex gap-4">
      {isDue && (
        <TextLink href={`/billing/pay?${new URLSearchParams({ invoice: id })}`}>
          Pay<span className="sr-only"> {named}</span>
        </TextLink>
      )}
      {hostedInvoiceUrl && (
        <TextLink href={hostedInvoiceUrl} rel="noreferrer">
          View<span className="sr-only"> {named}</span>
        </TextLink>
      )}
      {invoicePdf && (
        <TextLink href={invoicePdf} rel="noreferrer">
          PDF<span className="sr-only"> of {named}</span>
        </TextLink>
      )}
    </span>
  );
}
