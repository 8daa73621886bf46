import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getReader } from '@/app/reader';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState, Section } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { OnlyWhoMay } from '../../only-who-may';
import { EventActions } from '../event-actions';
import { EventFacts } from './event-facts';

export const metadata: Metadata = { title: 'Webhook event' };

const NO_FILTER = { state: null, type: null };

/** Everything that is kept of one event. */
export default async function AdminEventPage({ params }: { params: Promise<{ id: string }> }) {
  await requireStaff();
  const [{ admin }, { locale }, { id }] = await Promise.all([getPayments(), getReader(), params]);
  const event = await admin.event(id);
  if (!event) notFound();
  return (
    <>
      <PageHeading title="Webhook event">
        <span id="event" className="font-mono text-sm [overflow-wrap:anywhere]">
          {event.eventId}
        </span>
      </PageHeading>
      <div className="grid gap-8">
        <OnlyWhoMay capability="steer">
          <div>
            <EventActions event={event} filter={NO_FILTER} describedBy="event" />
          </div>
        </OnlyWhoMay>
        <EventFacts event={event} locale={locale} />
        <Section id="payload" title="Payload">
          {event.payload === null ? (
            <EmptyState title="Not kept">
              The payload is dropped some time after an event was processed. Replaying needs none: what it is
              about is read again.
            </EmptyState>
          ) : (
            // A region that scrolls must be reachable by keyboard.
            <pre
              role="region"
              aria-label="Payload as JSON"
              tabIndex={0}
              className="max-h-[36rem] overflow-auto rounded-lg border border-line bg-card p-5 font-mono text-xs"
            >
              {event.payload}
            </pre>
          )}
        </Section>
      </div>
    </>
  );
}
