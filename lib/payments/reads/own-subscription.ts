import type { SubscriptionItem } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { customerIdOf } from './owner';
import { SUBSCRIPTION_FIELDS, type SubscriptionRow } from './subscription-view';

export type { SubscriptionRow } from './subscription-view';

/** The user's own subscription; another user's is as good as none (failure 19). */
export async function ownSubscription(
  context: PaymentsContext,
  userId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const { database, provider } = context;
  const customerId = await customerIdOf(context, userId);
  if (customerId === null) return null;
  return database.prisma.subscription.findFirst({
    where: { provider: provider.name, id, customerId, deletedAt: null },
    select: SUBSCRIPTION_FIELDS,
  });
}

/** What a subscription is made of, as the mirror has it. */
export function itemsOf(
  { database, provider }: PaymentsContext,
  subscriptionId: string,
): Promise<SubscriptionItem[]> {
  return database.prisma.subscriptionItem.findMany({
    where: { provider: provider.name, subscriptionId },
    orderBy: { id: 'asc' },
  });
}
