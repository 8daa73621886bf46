import { Button } from '@/components/ui/button';
import type { AdminEventRow, EventFilter } from '@/lib/payments/domain/admin-views';
import { ignoreEvent, replayEvent } from './actions';
import { queryOf } from './filter';

type Props = {
  readonly event: Pick<AdminEventRow, 'id' | 'state' | 'attempts'>;
  readonly filter: EventFilter;
  /** The element that names the event, for those who hear the button alone. */
  readonly describedBy: string;
};

/** What can be done about an event; plain forms, which work without script. */
export function EventActions({ event, filter, describedBy }: Props) {
  const { id, state, attempts } = event;
  // Ignored and never tried: nothing here hangs on its type.
  if (state === 'ignored' && attempts === 0) return <span className="text-ink-soft">–</span>;
  const hidden = Object.entries({ id, ...queryOf(filter) }).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <div className="inline-flex gap-2">
      <form action={replayEvent}>
        {hidden}
        <Button type="submit" look="secondary" size="sm" aria-describedby={describedBy}>
          Replay
        </Button>
      </form>
      {state === 'dead' && (
        <form action={ignoreEvent}>
          {hidden}
          <Button type="submit" look="quiet" size="sm" aria-describedby={describedBy}>
            Ignore
          </Button>
        </form>
      )}
    </div>
  );
}
