import { divideRounded } from '../arithmetic/rounding';

/** Stripe's amounts and usage have at most twelve decimals; all of them fit into whole numbers of this scale. */
const DECIMALS = 12;
const SCALE = 10n ** BigInt(DECIMALS);

/** A decimal such as "10.0825" or 12.5 in units of a trillionth, exactly. */
export function scaled(decimal: string | number): bigint {
  const text = typeof decimal === 'number' ? plain(decimal) : decimal;
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new Error(`not a decimal: ${text}`);
  const digits = BigInt(`${match[2] ?? ''}${(match[3] ?? '').padEnd(DECIMALS, '0')}`);
  return match[1] === '-' ? -digits : digits;
}

/** The number behind trillionths; exact for whole numbers and for the few decimals that usage has. */
export function unscaled(trillionths: bigint): number {
  return Number(decimalText(trillionths));
}

/** What `quantity` units cost: minor units, rounded once, half away from zero. */
export function cost(unitAmountDecimal: string, quantity: string | number): number {
  return Number(divideRounded(scaled(unitAmountDecimal) * scaled(quantity), SCALE * SCALE));
}

/** Divides a quantity and rounds to a whole number. */
export function divided(quantity: number, by: number, round: 'up' | 'down'): number {
  const top = scaled(quantity);
  const bottom = BigInt(by) * SCALE;
  const down = top / bottom;
  return Number(round === 'up' && top % bottom > 0n ? down + 1n : down);
}

function decimalText(trillionths: bigint): string {
  const digits = String(trillionths < 0n ? -trillionths : trillionths).padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return `${trillionths < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A number without an exponent. */
function plain(number: number): string {
  return Number.isInteger(number) ? String(BigInt(number)) : number.toFixed(DECIMALS).replace(/0+$/, '');
}
