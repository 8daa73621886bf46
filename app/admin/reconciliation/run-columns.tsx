import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminRun } from '@/lib/payments/domain/admin-views';

const SCOPES: Readonly<Record<AdminRun['scope'], string>> = { recent: 'What changed', full: 'Everything' };

const STATES: Readonly<Record<AdminRun['state'], { readonly tone: BadgeTone; readonly name: string }>> = {
  running: { tone: 'plain', name: 'Under way' },
  done: { tone: 'good', name: 'Complete' },
  failed: { tone: 'bad', name: 'Failed' },
};

function Breaks({ breaks, mended, locale }: Pick<AdminRun, 'breaks' | 'mended'> & { locale: string }) {
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  if (breaks === 0) return 'None';
  if (breaks === mended) return `${count(breaks)}, all mended`;
  return <span className="text-danger">{`${count(breaks)}, ${count(breaks - mended)} not mended`}</span>;
}

export function runColumns(locale: string): readonly Column<AdminRun>[] {
  return [
    { heading: 'Began', cell: ({ startedAt }) => <Moment at={startedAt} locale={locale} withTime /> },
    { heading: 'Compared', cell: ({ scope }) => SCOPES[scope] },
    {
      heading: 'State',
      cell: ({ state }) => <Badge tone={STATES[state].tone}>{STATES[state].name}</Badge>,
    },
    { heading: 'Ended', cell: ({ finishedAt }) => <Moment at={finishedAt} locale={locale} withTime /> },
    { heading: 'Read', numeric: true, cell: ({ read }) => new Intl.NumberFormat(locale).format(read) },
    { heading: 'Breaks', cell: (run) => <Breaks {...run} locale={locale} /> },
    {
      heading: 'Last error',
      cell: ({ lastError }) => <span className="block max-w-80 sm:truncate">{lastError ?? '–'}</span>,
    },
  ];
}
