import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { AdminEvent } from '@/lib/payments/domain/admin-views';
import { EventState } from '../event-columns';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

const Code = ({ children }: { children: ReactNode }) => <span className="font-mono text-xs">{children}</span>;

/** The envelope of an event, and what became of it. */
export function EventFacts({ event, locale }: { event: AdminEvent; locale: string }) {
  const at = (moment: Date | null) => <Moment at={moment} locale={locale} withTime />;
  return (
    <Panel>
      <dl className="-my-2.5 divide-y divide-line text-sm">
        <Fact name="State">
          <EventState state={event.state} />
        </Fact>
        <Fact name="Type">
          <Code>{event.type}</Code>
        </Fact>
        <Fact name="Read again for it">
          <Code>{event.objectId ? `${event.objectType} ${event.objectId}` : '–'}</Code>
        </Fact>
        <Fact name="Source">
          {event.source}, {event.livemode ? 'live' : 'test'}
        </Fact>
        <Fact name="API version">
          <Code>{event.apiVersion ?? '–'}</Code>
        </Fact>
        <Fact name="Created">{at(event.created)}</Fact>
        <Fact name="Received">{at(event.receivedAt)}</Fact>
        <Fact name="Processed">{at(event.processedAt)}</Fact>
        {event.state === 'pending' && <Fact name="Due">{at(event.dueAt)}</Fact>}
        <Fact name="Attempts">{event.attempts}</Fact>
        <Fact name="Deliveries">{event.deliveries}</Fact>
        <Fact name="Effects that ran">{event.effects.length > 0 ? event.effects.join(', ') : 'None'}</Fact>
        {event.lastError && <Fact name="Last error">{event.lastError}</Fact>}
      </dl>
    </Panel>
  );
}
