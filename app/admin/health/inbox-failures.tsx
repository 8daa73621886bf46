import { TextLink } from '@/components/ui/link';
import { Section } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import type { InboxFailures } from '@/lib/payments/domain/admin-views';

type Props = { readonly failures: readonly InboxFailures[]; readonly locale: string };

/** What failed and is not done yet, by type; nothing when there is none. */
export function InboxFailuresTable({ failures, locale }: Props) {
  if (failures.length === 0) return null;
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <div className="mt-10">
      <Section id="failures" title="Failures by type">
        <Table
          caption="Events that failed, by type"
          rows={failures}
          rowKey={({ type }) => type}
          columns={[
            {
              heading: 'Type',
              cell: ({ type }) => (
                <TextLink
                  href={`/admin/webhooks?${new URLSearchParams({ type }).toString()}`}
                  className="font-mono text-xs"
                >
                  {type}
                </TextLink>
              ),
            },
            { heading: 'To be tried again', numeric: true, cell: ({ waiting }) => count(waiting) },
            { heading: 'Given up', numeric: true, cell: ({ dead }) => count(dead) },
          ]}
        />
      </Section>
    </div>
  );
}
