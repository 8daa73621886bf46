import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import type { Cohort } from '@/lib/payments/domain/figures';
import { periodName } from './figure-tables';

/** How many months after the first there is a column for. */
const MONTHS = 8;

/** Of the subscriptions that began in a month, the share that still ran at the end of it and of each month after. */
export function CohortTable({ cohorts, locale }: { cohorts: readonly Cohort[]; locale: string }) {
  if (cohorts.length === 0) return <EmptyState title="No subscription has begun yet" />;
  const count = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const columns: readonly Column<Cohort>[] = [
    { heading: 'Began in', cell: ({ month }) => periodName(month, 'month', locale) },
    { heading: 'Subscriptions', numeric: true, cell: ({ size }) => count.format(size) },
    ...Array.from({ length: MONTHS }, (_, nth) => ({
      heading: nth === 0 ? 'That month' : `+ ${nth}`,
      numeric: true,
      cell: ({ size, kept }: Cohort) => {
        const left = kept[nth];
        return left === undefined || size === 0 ? '' : share.format(left / size);
      },
    })),
  ];
  return (
    <Table
      caption="Subscriptions kept, by the month in which they began"
      columns={columns}
      rows={cohorts.toReversed()}
      rowKey={({ month }) => month.toISOString()}
    />
  );
}
