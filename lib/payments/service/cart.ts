import type { PaymentsContext } from '../context';

/** The slot of a cart: what must be paid at most once. */
export function cartSlot(lookupKey: string, cart: number): string {
  return `${lookupKey}:${cart}`;
}

/** The number of the user's next cart: how many of this pack were paid for. Two tabs opened before paying share one. */
export async function cartOf(
  { database }: PaymentsContext,
  userId: string,
  lookupKey: string,
): Promise<number> {
  return database.prisma.paymentOperation.count({
    where: { userId, purpose: 'start_payment', state: 'done', slot: { startsWith: `${lookupKey}:` } },
  });
}
