import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { Select } from '@/components/ui/select';
import { CURRENCIES, PLANS } from '@/lib/payments/domain/catalog';
import type { Figures } from '@/lib/payments/domain/figures';
import { figureQuery } from './overview-filter';

/** Which figures are shown; a plain form, which works without script. */
export function OverviewFilterForm({ figures: { filter, currencies } }: { figures: Figures }) {
  const offered = [...new Set([...CURRENCIES, ...currencies, filter.currency])];
  return (
    <form action="/admin" className="mb-8 flex flex-wrap items-end gap-4">
      <Select
        id="currency"
        label="Currency"
        value={filter.currency}
        options={offered.map((code) => [code, code.toUpperCase()])}
        className="w-full sm:w-32"
      />
      <Select
        id="plan"
        label="Plan"
        value={filter.plan ?? ''}
        options={[['', 'All plans'], ...PLANS.map(({ key, name }) => [key, name] as const)]}
        className="w-full sm:w-48"
      />
      <Select
        id="by"
        label="By"
        value={filter.interval}
        options={[
          ['day', 'Day'],
          ['week', 'Week'],
          ['month', 'Month'],
        ]}
        className="w-full sm:w-32"
      />
      <Button type="submit" look="secondary">
        Show
      </Button>
      <TextLink href={`/admin/figures?${figureQuery(filter)}`} className="py-2.5 text-sm sm:ml-auto">
        Download CSV
      </TextLink>
    </form>
  );
}
