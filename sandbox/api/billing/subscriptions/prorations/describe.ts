import { idOf, type Transaction } from '../../../kernel';
import type { Price } from '../../prices/price';
import { products } from '../../products/product';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A line's words for the rest of a period, as Stripe writes them: `Remaining time on 3 × Team after 09 Dec 2025`. */
export function describeRest(
  tx: Transaction,
  kind: 'Remaining' | 'Unused',
  what: { price: Price; quantity: number },
  from: number,
): string {
  return `${kind} time on ${counted(tx, what)} after ${day(from)}`;
}

/** The words for time that lies in the past already (inferred): `Time on Pro from 01 Jan 2026 until 10 Jan 2026`. */
export function describePast(
  tx: Transaction,
  what: { price: Price; quantity: number },
  from: number,
  until: number,
): string {
  return `Time on ${counted(tx, what)} from ${day(from)} until ${day(until)}`;
}

function counted(tx: Transaction, { price, quantity }: { price: Price; quantity: number }): string {
  const product = tx.get(products, idOf(price.product) ?? '')?.name ?? 'Product';
  return quantity === 1 ? product : `${quantity} × ${product}`;
}

/** A day in UTC: `09 Dec 2025`. */
function day(seconds: number): string {
  const at = new Date(seconds * 1000);
  return `${String(at.getUTCDate()).padStart(2, '0')} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}
