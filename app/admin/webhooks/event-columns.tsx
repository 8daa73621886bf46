import { Badge, type BadgeTone } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminEventRow, EventFilter } from '@/lib/payments/domain/admin-views';
import { OnlyWhoMay } from '../only-who-may';
import { EventActions } from './event-actions';
import { EVENTS_PATH, STATE_NAMES } from './filter';

const TONES: Readonly<Record<AdminEventRow['state'], BadgeTone>> = {
  pending: 'warn',
  processed: 'good',
  ignored: 'plain',
  dead: 'bad',
};

export function EventState({ state }: Pick<AdminEventRow, 'state'>) {
  return <Badge tone={TONES[state]}>{STATE_NAMES[state]}</Badge>;
}

/** The list's columns; what to do about an event stands beside its state, in reach without scrolling. */
export function eventColumns(locale: string, filter: EventFilter): readonly Column<AdminEventRow>[] {
  return [
    { heading: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} locale={locale} withTime /> },
    {
      heading: 'Event',
      cell: ({ id, type, eventId }) => (
        <>
          <TextLink href={`${EVENTS_PATH}/${id}`} className="font-mono text-xs">
            {type}
          </TextLink>
          <span id={`event-${id}`} className="block font-mono text-ink-soft text-xs">
            {eventId}
          </span>
        </>
      ),
    },
    {
      heading: 'State',
      cell: ({ state, lastError }) => (
        <>
          <EventState state={state} />
          {lastError && (
            <span className="mt-1 block text-ink-soft text-xs sm:w-56 sm:whitespace-normal">{lastError}</span>
          )}
        </>
      ),
    },
    {
      heading: 'Actions',
      cell: (event) => (
        <OnlyWhoMay capability="steer">
          <EventActions event={event} filter={filter} describedBy={`event-${event.id}`} />
        </OnlyWhoMay>
      ),
    },
    {
      heading: 'Object',
      cell: ({ objectId }) => <span className="font-mono text-xs">{objectId ?? '–'}</span>,
    },
    { heading: 'Attempts', numeric: true, cell: ({ attempts }) => attempts },
    { heading: 'Deliveries', numeric: true, cell: ({ deliveries }) => deliveries },
  ];
}
