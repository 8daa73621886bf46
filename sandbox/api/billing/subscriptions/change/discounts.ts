import { idOf, type Transaction } from '../../../kernel';
import { giveDiscounts } from '../../discounts/give';
import { removeDiscount } from '../../discounts/remove';
import { redeemable } from '../../discounts/resolve';
import { itemAmount, productOf } from '../../invoices/draw-up';
import { billedAhead, hasPriorTransactions } from '../order';
import { customerIdOf, type Subscription, type SubscriptionItem } from '../subscription';
import type { ChangeRequest } from './request';

/**
 * The discounts of a subscription as a request wants them: a populated list replaces what was there, except what it
 * names by id; null takes all away, an empty list leaves all as it is. Throws 400.
 */
export function changedDiscounts(
  tx: Transaction,
  before: Subscription,
  { discounts: requested, planned }: Pick<ChangeRequest, 'discounts' | 'planned'>,
  items: readonly SubscriptionItem[],
): string[] {
  const held = before.discounts.flatMap((one) => idOf(one) ?? []);
  if (requested === undefined || requested?.length === 0) return held;
  const { currency } = before;
  const customer = customerIdOf(before);
  const subtotal = billedAhead(items).reduce(
    (sum, { price, quantity = 1 }) => sum + itemAmount(tx, { price, quantity }, currency),
    0,
  );
  const purchase = {
    now: tx.now(),
    currency,
    subtotal,
    products: items.map((item) => productOf(item.price)),
    customer: { id: customer, hasPriorTransactions: hasPriorTransactions(tx, customer) },
  };
  const wanted = planned ? redeemable(tx, requested ?? [], purchase) : (requested ?? []);
  const holder = { customer, subscription: before.id };
  const given = giveDiscounts(tx, wanted, { current: held, purchase, holder });
  const ids = given.map(({ id }) => id);
  for (const id of held) if (!ids.includes(id)) removeDiscount(tx, id);
  return ids;
}
