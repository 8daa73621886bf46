import type { PaymentsContext } from '../context';

/** The purposes that change a subscription: one after the other, never two at once. */
const CHANGES = [
  'change_plan',
  'cancel_subscription',
  'resume_subscription',
  'pause_subscription',
  'apply_promotion_code',
];

/** The slot of a subscription's next change. A page that was rendered before the last one names that one's slot. */
export function changeSlot(subscriptionId: string, revision: number): string {
  return `${subscriptionId}:${revision}`;
}

/**
 * How often a subscription was changed through us: the number a page names, so that what it asks for is done once, however
 * often it is sent, and not at all when the subscription has been changed since the page was made.
 */
export async function revisionOf(
  { database }: PaymentsContext,
  userId: string,
  subscriptionId: string,
): Promise<number> {
  return database.prisma.paymentOperation.count({
    where: {
      userId,
      purpose: { in: CHANGES },
      state: 'done',
      slot: { startsWith: changeSlot(subscriptionId, 0).slice(0, -1) },
    },
  });
}
