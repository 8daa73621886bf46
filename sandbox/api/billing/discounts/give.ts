import { noSuch, type Transaction } from '../../kernel';
import { type Discount, discounts, type Holder } from './discount';
import { redeem } from './redeem';
import { type DiscountRequest, resolveDiscounts } from './resolve';
import type { Purchase } from './rules';

/**
 * The discounts an invoice or an invoice item is to have: new ones are redeemed, those it has already can be named
 * to stay. Throws 400.
 * @param current the ids of the discounts that may be named
 */
export function giveDiscounts(
  tx: Transaction,
  requested: readonly DiscountRequest[],
  input: { current: readonly string[]; purchase: Purchase; holder: Holder },
): Discount[] {
  return requested.flatMap((request, i) => {
    if (request.discount === undefined) {
      return redeem(tx, resolveDiscounts(tx, [request], input.purchase), input.holder);
    }
    const known = input.current.includes(request.discount) ? tx.get(discounts, request.discount) : undefined;
    if (!known) throw noSuch('discount', request.discount, { param: `discounts[${i}][discount]` });
    return [known];
  });
}
