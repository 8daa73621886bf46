import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import type { CreditEntryView } from '@/lib/payments/domain/views';

const KINDS: Readonly<Record<CreditEntryView['kind'], string>> = {
  purchase: 'Bought',
  refund: 'Taken back by a refund',
  refund_failed: 'Given again: the refund failed',
  given: 'Given by us',
};

function columnsFor(locale: string): readonly Column<CreditEntryView>[] {
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  return [
    { heading: 'Date', cell: ({ at }) => <Moment at={at} locale={locale} /> },
    { heading: 'What', cell: ({ kind }) => KINDS[kind] },
    { heading: 'Credits', numeric: true, cell: ({ credits }) => signed.format(credits) },
  ];
}

/** Every change of a credit balance, newest first. */
export function CreditTable({ entries, locale }: { entries: readonly CreditEntryView[]; locale: string }) {
  if (entries.length === 0) {
    return <EmptyState title="No credits yet">Each purchase and each refund leaves a line here.</EmptyState>;
  }
  return <Table caption="Credits" columns={columnsFor(locale)} rows={entries} rowKey={({ id }) => id} />;
}
