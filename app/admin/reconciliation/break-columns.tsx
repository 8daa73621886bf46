import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminBreakRow } from '@/lib/payments/domain/admin-views';

const KINDS: Readonly<Record<AdminBreakRow['kind'], string>> = {
  missed_event: 'Event never came',
  missing: 'Not in the mirror',
  different: 'Different',
  gone: 'Gone at the provider',
};

const MENDED: Readonly<Record<NonNullable<AdminBreakRow['mendedBy']>, string>> = {
  sync: 'Read again',
  inbox: 'Processed late',
};

/** Where the mirror holds nothing at all, that is not said of each field. */
const UNKNOWN_HERE: readonly AdminBreakRow['kind'][] = ['missed_event', 'missing'];

function Values({ kind, differences }: Pick<AdminBreakRow, 'kind' | 'differences'>) {
  return (
    <dl className="grid gap-2 sm:max-w-96">
      {differences.map(({ field, mirror, provider }) => (
        <div key={field}>
          <dt className="font-mono text-ink-soft text-xs [overflow-wrap:anywhere]">{field}</dt>
          <dd className="text-sm [overflow-wrap:anywhere]">
            {!UNKNOWN_HERE.includes(kind) && (
              <>
                <span className="text-ink-soft">Mirror</span> {mirror}
                <br />
              </>
            )}
            <span className="text-ink-soft">Provider</span> {provider}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Mended({ mendedAt, mendedBy, locale }: AdminBreakRow & { locale: string }) {
  if (mendedBy === null) return <Badge tone="bad">Not mended</Badge>;
  return (
    <>
      <Badge tone="good">{MENDED[mendedBy]}</Badge>
      <span className="mt-1 block text-ink-soft text-xs">
        <Moment at={mendedAt} locale={locale} withTime />
      </span>
    </>
  );
}

export function breakColumns(locale: string): readonly Column<AdminBreakRow>[] {
  return [
    { heading: 'Found', cell: ({ foundAt }) => <Moment at={foundAt} locale={locale} withTime /> },
    { heading: 'What', cell: ({ kind }) => KINDS[kind] },
    {
      heading: 'Object',
      cell: ({ objectType, objectId }) => (
        <>
          {objectType.replaceAll('_', ' ')}
          <span className="block font-mono text-ink-soft text-xs">{objectId}</span>
        </>
      ),
    },
    { heading: 'Values', cell: (row) => <Values {...row} /> },
    { heading: 'Mended', cell: (row) => <Mended {...row} locale={locale} /> },
  ];
}
