import { cost } from './decimal';
import type { Tier } from './price';

/** What one tier of a price bills: so many units of it, or its flat amount. Stripe shows each as a line. */
export interface TierUse {
  /** Counted from 1. */
  tier: number;
  kind: 'units' | 'flat';
  /** 0 for a flat amount. */
  quantity: number;
  /** Minor units as decimal text. */
  unit_amount_decimal: string;
  /** Minor units. */
  amount: number;
}

/**
 * What a quantity costs in tiers. Graduated: each tier bills the units that fall into it. Volume: the tier that
 * the whole quantity falls into bills all of it. Without any units the first tier's flat amount is billed still.
 */
export function tiersFor(tiers: readonly Tier[], mode: 'graduated' | 'volume', quantity: number): TierUse[] {
  return mode === 'volume' ? volume(tiers, quantity) : graduated(tiers, quantity);
}

function volume(tiers: readonly Tier[], quantity: number): TierUse[] {
  const at = tiers.findIndex((tier) => tier.up_to === null || quantity <= tier.up_to);
  const tier = tiers[at];
  return tier ? usesOf(tier, at + 1, quantity) : [];
}

function graduated(tiers: readonly Tier[], quantity: number): TierUse[] {
  let below = 0;
  return tiers.flatMap((tier, i) => {
    const reached = i === 0 || quantity > below;
    const units = Math.max(0, Math.min(quantity, tier.up_to ?? quantity) - below);
    below = tier.up_to ?? quantity;
    return reached ? usesOf(tier, i + 1, units) : [];
  });
}

function usesOf(tier: Tier, number: number, quantity: number): TierUse[] {
  const uses: TierUse[] = [];
  const { unit_amount_decimal, flat_amount_decimal } = tier;
  if (unit_amount_decimal !== null) {
    const amount = cost(unit_amount_decimal, quantity);
    uses.push({ tier: number, kind: 'units', quantity, unit_amount_decimal, amount });
  }
  if (flat_amount_decimal !== null) {
    const amount = cost(flat_amount_decimal, 1);
    uses.push({ tier: number, kind: 'flat', quantity: 0, unit_amount_decimal: flat_amount_decimal, amount });
  }
  return uses;
}
