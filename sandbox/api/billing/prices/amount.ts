import type { Transaction } from '../../kernel';
import { cost, divided } from './decimal';
import { type Price, tiersIn, unitAmountIn } from './price';
import { type TierUse, tiersFor } from './tiers';

/** What a quantity of a price costs. */
export interface PriceAmount {
  /** Minor units. */
  amount: number;
  /** What one unit costs in minor units; null in tiers, where that depends on the unit. */
  unit_amount_decimal: string | null;
  /** Empty for a price without tiers. */
  tiersUsed: readonly TierUse[];
}

/**
 * What a quantity, or the usage of a metered price, costs for one period, before discounts. Everything that bills a
 * price asks here.
 */
export function priceAmount(tx: Transaction, price: Price, quantity: number, currency: string): PriceAmount {
  const tiers = tiersIn(tx, price, currency);
  if (tiers) {
    const tiersUsed = tiersFor(tiers, price.tiers_mode === 'volume' ? 'volume' : 'graduated', quantity);
    const amount = tiersUsed.reduce((sum, use) => sum + use.amount, 0);
    return { amount, unit_amount_decimal: null, tiersUsed };
  }
  const unit = unitAmountIn(tx, price, currency);
  if (unit === null) throw new Error(`${price.id} has no amount in ${currency}.`);
  return { amount: cost(unit, packages(price, quantity)), unit_amount_decimal: unit, tiersUsed: [] };
}

/** The quantity that is billed: prices may be for packages of so many. */
function packages(price: Price, quantity: number): number {
  const { transform_quantity } = price;
  if (!transform_quantity) return quantity;
  return divided(quantity, transform_quantity.divide_by, transform_quantity.round === 'up' ? 'up' : 'down');
}
