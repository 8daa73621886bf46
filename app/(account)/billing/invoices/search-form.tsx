import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { INVOICE_STATUSES, type InvoiceStatus } from '@/lib/payments/domain/invoices';
import { type InvoiceSearch, invoicesPath, queryOf } from './invoice-search';

const NAMES: Readonly<Record<InvoiceStatus, string>> = {
  paid: 'Paid',
  open: 'Open',
  void: 'Void',
  uncollectible: 'Not collected',
};

/** Which invoices are listed; a plain form, whose answer is an address that can be kept. */
export function SearchForm({ search }: { search: InvoiceSearch }) {
  const { from, to, status } = search;
  return (
    <form action={invoicesPath} className="mb-6 flex flex-wrap items-end gap-4">
      <Field id="from" name="from" type="date" label="From" defaultValue={from} className="max-sm:w-full" />
      <Field id="to" name="to" type="date" label="To" defaultValue={to} className="max-sm:w-full" />
      <div className="max-sm:w-full">
        <label htmlFor="status" className="mb-1.5 block font-medium text-sm">
          Status
        </label>
        <select
          id="status"
          name="status"
          defaultValue={status ?? ''}
          className="block min-h-11 w-full rounded-md border border-control bg-card px-3.5 text-base text-ink sm:w-44"
        >
          <option value="">All</option>
          {INVOICE_STATUSES.map((value) => (
            <option key={value} value={value}>
              {NAMES[value]}
            </option>
          ))}
        </select>
      </div>
      <Button type="submit" look="secondary">
        Search
      </Button>
      {Object.keys(queryOf(search)).length > 0 && (
        <TextLink href={invoicesPath} className="py-2.5 text-sm">
          Show all
        </TextLink>
      )}
    </form>
  );
}
