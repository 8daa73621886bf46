import { allocate, divideRounded } from '../../arithmetic/rounding';

/** What a discount takes (minor units). */
export interface Taken {
  discount: string;
  amount: number;
}

/** An amount before and after discounts, with what each discount took (minor units). */
export interface Amounts {
  gross: number;
  net: number;
  discounts: Taken[];
}

/**
 * The part of a sum that falls to some of its time, to the second. What is paid and what is listed are each rounded
 * once, half away from zero; what the discounts took is the difference, so that the three always add up.
 * @param numerator and `denominator`: seconds
 */
export function portionOf(whole: Amounts, numerator: number, denominator: number): Amounts {
  const share = (amount: number) =>
    Number(divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator)));
  const gross = share(whole.gross);
  const net = share(whole.net);
  return { gross, net, discounts: spread(gross - net, whole.discounts) };
}

/** The same as a credit. */
export function negated({ gross, net, discounts }: Amounts): Amounts {
  return {
    gross: negative(gross),
    net: negative(net),
    discounts: discounts.map(({ discount, amount }) => ({ discount, amount: negative(amount) })),
  };
}

/** Splits what the discounts took over them in proportion to what they took of the whole. */
function spread(total: number, weights: readonly Taken[]): Taken[] {
  const shares = allocate(
    total,
    weights.map(({ amount }) => amount),
  );
  return weights.map(({ discount }, i) => ({ discount, amount: shares[i] ?? 0 }));
}

/** JSON knows no negative zero. */
function negative(amount: number): number {
  return amount === 0 ? 0 : -amount;
}
