import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { ownersOf } from '../reads/owner';

/** The most that is given at once: more is a slip of the finger. */
const MOST = 1_000_000;

const requestSchema = z.strictObject({
  customerId: z.string().min(1).max(255),
  credits: z.int().positive().max(MOST),
  request: z.uuid(),
});

/** `request`: made when the form was rendered; they are given once. */
export type CreditGift = Readonly<z.infer<typeof requestSchema>>;

// Sent twice, it is the same line of the ledger.
const GIVE = `
  INSERT INTO credit_entries (user_id, provider, payment_id, number, kind, refunded, credits)
  VALUES ($1, 'staff', $2, 1, 'given', 0, $3) ON CONFLICT (provider, payment_id, number) DO NOTHING`;

/** Adds credits that nobody paid for. See AdminActs. */
export async function giveCredits(
  context: PaymentsContext,
  input: CreditGift,
): Promise<'given' | 'invalid_request' | 'not_found'> {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) return 'invalid_request';
  const { customerId, credits, request } = parsed.data;
  const userId = (await ownersOf(context, [customerId])).get(customerId);
  if (userId === undefined) return 'not_found';
  await context.database.pool.query(GIVE, [userId, request, credits]);
  return 'given';
}
