import type { Metadata } from 'next';
import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { OnlyWhoMay } from '../only-who-may';
import { DoneNotice } from './done-notice';
import { eventColumns } from './event-columns';
import { EventFilterForm } from './event-filter';
import { EVENTS_PATH, parseFilter, queryOf } from './filter';

export const metadata: Metadata = { title: 'Webhooks' };

type Query = CursorQuery & { readonly state?: unknown; readonly type?: unknown };

export default async function AdminWebhooksPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireStaff();
  const [{ admin }, { locale }, query, after] = await Promise.all([
    getPayments(),
    getReader(),
    searchParams,
    cursorOf(searchParams),
  ]);
  const filter = parseFilter(query);
  const [page, { dead }] = await Promise.all([admin.events(after, filter), admin.inbox()]);
  const filtered = filter.state !== null || filter.type !== null;
  return (
    <>
      <PageHeading title="Webhooks" />
      <DoneNotice query={query} locale={locale} />
      <EventFilterForm {...filter} />
      {dead > 0 && (
        <OnlyWhoMay capability="steer">
          <p className="mb-6">
            <ButtonLink
              href={`${EVENTS_PATH}/replay${filter.type ? `?type=${encodeURIComponent(filter.type)}` : ''}`}
              look="secondary"
              size="sm"
            >
              Replay all given up
            </ButtonLink>
          </p>
        </OnlyWhoMay>
      )}
      <PagedTable
        path={EVENTS_PATH}
        query={queryOf(filter)}
        caption="Webhook events, newest first"
        columns={eventColumns(locale, filter)}
        page={page}
        rowKey={({ id }) => id}
        empty={filtered ? 'No events like these' : 'No events yet'}
        paged={after !== null}
      />
    </>
  );
}
