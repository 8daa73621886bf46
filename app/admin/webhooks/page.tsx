import type { Metadata } from 'next';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminEventRow } from '@/lib/payments/domain/views';
import { AdminList, type AdminListProps } from '../admin-list';

export const metadata: Metadata = { title: 'Webhooks' };

const STATES: Readonly<Record<AdminEventRow['state'], { readonly tone: BadgeTone; readonly label: string }>> =
  {
    pending: { tone: 'warn', label: 'Waiting' },
    processed: { tone: 'good', label: 'Processed' },
    ignored: { tone: 'plain', label: 'Ignored' },
    dead: { tone: 'bad', label: 'Given up' },
  };

function columnsFor(locale: string): readonly Column<AdminEventRow>[] {
  return [
    { heading: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} locale={locale} withTime /> },
    { heading: 'Type', cell: ({ type }) => <span className="font-mono text-xs">{type}</span> },
    { heading: 'State', cell: ({ state }) => <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge> },
    { heading: 'Deliveries', numeric: true, cell: ({ deliveries }) => deliveries },
    { heading: 'Attempts', numeric: true, cell: ({ attempts }) => attempts },
    {
      heading: 'Last error',
      cell: ({ lastError }) => <span className="block max-w-80 truncate">{lastError ?? '–'}</span>,
    },
    {
      heading: 'Object',
      cell: ({ objectId }) => <span className="font-mono text-xs">{objectId ?? '–'}</span>,
    },
    { heading: 'Event', cell: ({ eventId }) => <span className="font-mono text-xs">{eventId}</span> },
  ];
}

export default function AdminWebhooksPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Webhooks"
      path="/admin/webhooks"
      caption="Webhook events, newest first"
      empty="No events yet"
      columnsFor={columnsFor}
      load={(admin, after) => admin.events(after)}
      searchParams={searchParams}
    />
  );
}
