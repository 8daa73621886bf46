/** A line of the ledger: credits bought, taken back with a refund, or given back because the refund failed. */
export type CreditEntry = {
  readonly kind: 'purchase' | 'refund' | 'refund_failed';
  readonly credits: number;
  /** Minor units refunded so far; 0 for the purchase. */
  readonly refunded: bigint;
};

/** What a payment came to: minor units received, and of them refunded so far. */
export type Settled = { readonly received: bigint; readonly refunded: bigint };

/** What the ledger already says of a payment. `bought` is null before its purchase was entered. */
export type Entered = { readonly bought: number | null; readonly balance: number };

/**
 * The credits a payment still stands for: the share of its price that was kept, in integers and rounded down once, so
 * that partial refunds in any order come to the same and none leaves a credit behind that nobody paid for.
 */
export function creditsKept(bought: number, { received, refunded }: Settled): number {
  const kept = refunded < received ? received - refunded : 0n;
  return Number((BigInt(bought) * kept) / received);
}

/**
 * The lines that bring the ledger to what a payment now stands for; none when it is there already. What was bought is
 * what the ledger says, and the catalogue only for the first line: a pack that is changed later changes no past purchase.
 * @param pack the credits of the pack in today's catalogue; null for one that is sold no more
 */
export function entriesDue(pack: number | null, settled: Settled, entered: Entered): readonly CreditEntry[] {
  const bought = entered.bought ?? pack;
  if (bought === null || settled.received <= 0n) return [];
  const purchase: readonly CreditEntry[] =
    entered.bought === null ? [{ kind: 'purchase', credits: bought, refunded: 0n }] : [];
  const balance = entered.bought === null ? bought : entered.balance;
  const change = creditsKept(bought, settled) - balance;
  if (change === 0) return purchase;
  const kind = change < 0 ? 'refund' : 'refund_failed';
  return [...purchase, { kind, credits: change, refunded: settled.refunded }];
}
