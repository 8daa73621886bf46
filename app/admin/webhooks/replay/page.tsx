import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { Button, ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { replayGivenUp } from '../actions';
import { eventsAddress, parseFilter } from '../filter';

export const metadata: Metadata = { title: 'Replay all given up' };

type Query = { readonly type?: unknown };

/** Asks before every event that was given up on is tried again, and says what comes of it. */
export default async function ReplayAllPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireStaff('steer');
  const [{ admin }, { locale }, query] = await Promise.all([getPayments(), getReader(), searchParams]);
  const { type } = parseFilter(query);
  const count = await admin.deadCount(type);
  const number = new Intl.NumberFormat(locale).format(count);
  const events = count === 1 ? 'event' : 'events';
  return (
    <>
      <PageHeading title="Replay all given up" />
      <Panel className="max-w-2xl">
        <p className="font-medium [overflow-wrap:anywhere]">
          {number} {events} {type ? `of type ${type}` : ''} will be tried again, from the first attempt on.
        </p>
        <p className="mt-3 text-ink-soft">
          What each is about is read again and written down as it is now; events about the same thing share
          one reading. Mails and credits that an event already led to are not repeated. Those that fail again
          are given up again after their last attempt.
        </p>
        <form action={replayGivenUp} className="mt-6 flex flex-wrap gap-3">
          {type && <input type="hidden" name="type" value={type} />}
          <Button type="submit" disabled={count === 0}>
            Replay {number} {events}
          </Button>
          <ButtonLink href={eventsAddress({ state: 'dead', type })} look="secondary">
            Cancel
          </ButtonLink>
        </form>
      </Panel>
    </>
  );
}
