import { Badge } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import type { TimelineEntry } from '@/lib/payments/domain/admin-views';

const KINDS: Readonly<Record<TimelineEntry['kind'], string>> = {
  event: 'Event',
  operation: 'Asked',
  act: 'Staff',
  mail: 'Mail',
  credits: 'Credits',
};

/** Only an event has a page of its own. */
function Title({ entry: { kind, id, title } }: { entry: TimelineEntry }) {
  return kind === 'event' ? <TextLink href={`/admin/webhooks/${id}`}>{title}</TextLink> : title;
}

type Props = { readonly entries: readonly TimelineEntry[]; readonly locale: string };

/** Everything that happened, the newest first. */
export function Timeline({ entries, locale }: Props) {
  if (entries.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <ol aria-label="Timeline" className="space-y-3 border-line border-l pl-5">
      {entries.map((entry) => (
        <li key={`${entry.kind} ${entry.id}`} className="text-sm">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone="plain">{KINDS[entry.kind]}</Badge>
            <span className="font-medium">
              <Title entry={entry} />
            </span>
            {entry.detail && <span className="text-ink-soft">{entry.detail}</span>}
          </p>
          <p className="mt-1 flex flex-wrap gap-x-3 text-ink-soft text-xs">
            <Moment at={entry.at} locale={locale} withTime />
            {entry.objectId && <span className="font-mono [overflow-wrap:anywhere]">{entry.objectId}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
