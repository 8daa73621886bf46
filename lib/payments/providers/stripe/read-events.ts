import type Stripe from 'stripe';
import type { PaymentProvider } from '../../provider';
import type { ProviderEvent } from '../../provider-events';
import type { EventsPage, EventsPosition } from '../../provider-reads';
import { stripeEvent, toEvent } from './event';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { dateOf } from './map/fields';

const PAGE = 100;

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

/** What is no event to the endpoint that takes deliveries is none here. */
function listed(event: Stripe.Event): ProviderEvent[] {
  const parsed = stripeEvent.safeParse(event);
  return parsed.success ? [toEvent(parsed.data, JSON.stringify(event))] : [];
}

async function eventsPage(
  stripe: KeyedStripe,
  { since, createdUpTo, after }: EventsPosition,
): Promise<EventsPage> {
  const list = await stripe.events.list({
    limit: PAGE,
    created: { gte: secondsOf(since), ...(createdUpTo ? { lte: secondsOf(createdUpTo) } : {}) },
    ...(after === undefined ? {} : { starting_after: after }),
  });
  const last = list.data.at(-1);
  return {
    events: list.data.flatMap(listed),
    last: last ? { id: last.id, created: dateOf(last.created) } : null,
    hasMore: list.has_more,
  };
}

/** The events of the last 30 days, which Stripe keeps for those whose endpoint was away. */
export function eventReads(stripe: KeyedStripe): Pick<PaymentProvider, 'readEventsPage'> {
  return { readEventsPage: (position) => call(() => eventsPage(stripe, position)) };
}
