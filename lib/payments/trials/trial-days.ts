import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { Plan } from '../domain/catalog';
import { personKey } from './trial-key';

// Every trial they ever had, not the one of some row that comes first (failure 15).
const HAD = `
  SELECT EXISTS (SELECT FROM trial_uses WHERE key = $1) OR EXISTS (
    SELECT FROM users u JOIN subscriptions s ON s.provider = $3 AND s.customer_id = u.stripe_customer_id
    WHERE u.id = $2 AND s.trial_start IS NOT NULL AND NOT s.awaiting_setup
      AND s.status NOT IN ('incomplete', 'incomplete_expired')) AS had`;

const hadSchema = z.tuple([z.object({ had: z.boolean() })]);

/** The days of trial that a user gets with a plan: 0 once they have had one, by whatever account of theirs. */
export async function trialDaysFor(
  { database, provider }: PaymentsContext,
  userId: string | null,
  { trialDays }: Plan,
): Promise<number> {
  if (trialDays === 0 || userId === null) return trialDays;
  const user = await database.prisma.user.findUnique({ where: { id: userId }, select: { email: true } });
  if (!user) return 0;
  const { rows } = await database.pool.query(HAD, [personKey(user.email), userId, provider.name]);
  return hadSchema.parse(rows)[0].had ? 0 : trialDays;
}
