import type { PaymentsContext } from '../context';
import { planOf } from '../domain/catalog';
import type { SubscriptionView } from '../domain/views';
import { SUBSCRIPTION_FIELDS, subscriptionViews } from '../reads/subscription-view';

/** A subscription as the mirror has it; null for one that it has not, or no longer. */
export async function subscriptionOf(
  context: PaymentsContext,
  id: string | null,
): Promise<SubscriptionView | null> {
  if (id === null) return null;
  const row = await context.database.prisma.subscription.findUnique({
    where: { provider_id: { provider: context.provider.name, id } },
    select: SUBSCRIPTION_FIELDS,
  });
  return row ? ((await subscriptionViews(context, [row]))[0] ?? null) : null;
}

/** `Pro`, or `Team, 3 seats`. */
export function planInWords({ plan, planName, seats }: SubscriptionView): string {
  if (plan === null || !planOf(plan).perSeat) return planName;
  return `${planName}, ${seats} ${seats === 1 ? 'seat' : 'seats'}`;
}
