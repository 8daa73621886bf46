/** Divides and rounds half away from zero, exactly, in whole numbers. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/** `percent` (0–100, up to two decimals count) of an amount in minor units, rounded half away from zero. */
export function percentOf(amount: number, percent: number): number {
  return Number(divideRounded(BigInt(amount) * BigInt(Math.round(percent * 100)), 10_000n));
}

/**
 * Splits `total` over `weights` in proportion, in whole minor units that add up to `total` exactly. Largest
 * remainder: what flooring leaves over goes, one unit each, to the shares that lost most by it (first wins a tie).
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const shares = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, share: Number(product / BigInt(sum)), rest: product % BigInt(sum) };
  });
  let left = total - shares.reduce((a, s) => a + s.share, 0);
  const order = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const entry of order) {
    if (left === 0) break;
    entry.share += 1;
    left -= 1;
  }
  return shares.map((s) => s.share);
}
