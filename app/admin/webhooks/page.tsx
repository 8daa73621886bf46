import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AdminTable } from '@/components/admin/admin-table';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import type { Column } from '@/components/ui/table';
import { requireAdmin } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { AdminEventRow } from '@/lib/payments/domain/views';
import { type CursorQuery, cursorOf } from '../cursor';

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
      heading: 'Object',
      cell: ({ objectId }) => <span className="font-mono text-xs">{objectId ?? '–'}</span>,
    },
    { heading: 'Event', cell: ({ eventId }) => <span className="font-mono text-xs">{eventId}</span> },
    {
      heading: 'Last error',
      cell: ({ lastError }) => <span className="block max-w-80 truncate">{lastError ?? '–'}</span>,
    },
  ];
}

export default async function AdminWebhooksPage({ searchParams }: { searchParams: Promise<CursorQuery> }) {
  await requireAdmin();
  const [payments, { locale }, after] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
  ]);
  return (
    <>
      <PageHeading title="Webhooks" />
      <AdminTable
        path="/admin/webhooks"
        caption="Webhook events, newest first"
        columns={columnsFor(locale)}
        page={await payments.admin.events(after)}
        rowKey={({ id }) => id}
        empty="No events yet"
        paged={after !== null}
      />
    </>
  );
}
