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
 * How often each of a user's subscriptions was changed through us: the number a page names, so that what it asks for is
 * done once, however often it is sent, and not at all when the subscription has been changed since the page was made.
 */
export async function revisionsOf(
  { database }: PaymentsContext,
  userId: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query<{ id: string; count: number }>(
    `SELECT split_part(slot, ':', 1) AS id, count(*)::int AS count FROM payment_operations
     WHERE user_id = $1 AND purpose = ANY ($2) AND state = 'done' GROUP BY 1`,
    [userId, CHANGES],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
