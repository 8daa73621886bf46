import type { PaymentsContext } from '@/lib/payments/context';
import type { Selection } from '@/lib/payments/service/payment-service';
import { reportUsage } from '@/lib/payments/usage';
import type { TestPayments } from './payments';
import { customerOf, subscribed } from './subscribed';

export const METERED: Selection = {
  lookupKey: 'metered_monthly',
  currency: 'usd',
  seats: 1,
  promotionCode: null,
};
/** Minor units of one report in USD. */
export const PER_REPORT = 50;

/** A user who pays by what they use. */
export async function meteredUser(world: TestPayments): Promise<string> {
  const userId = await world.createUser();
  await subscribed(world, userId, METERED);
  return userId;
}

/** Reports what is due, whatever its time. */
export function reportAll(context: PaymentsContext) {
  return reportUsage(context, { limit: 1_000, deadline: new Date(Date.now() + 60_000) });
}

/** Everything the provider has counted of a user. */
export async function countedOf(world: TestPayments, userId: string): Promise<number> {
  const { data } = await world.stripe.billing.meters.list({ limit: 100 });
  const meter = data.find(({ event_name }) => event_name === 'reports');
  const day = 86_400;
  const midnight = Math.floor(Date.now() / 1000 / day) * day;
  const summaries = await world.stripe.billing.meters.listEventSummaries(meter?.id ?? '', {
    customer: await customerOf(world, userId),
    start_time: midnight - 34 * day,
    end_time: midnight + 40 * day,
  });
  return summaries.data.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}
