import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { Select } from '@/components/ui/select';
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
      <Select
        id="status"
        label="Status"
        value={status ?? ''}
        options={[['', 'All'], ...INVOICE_STATUSES.map((value) => [value, NAMES[value]] as const)]}
        className="w-full sm:w-44"
      />
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
