import type Stripe from 'stripe';
import type { Transaction, Wire } from '../../kernel';
import { type Discount, discounts } from './discount';

export type DeletedDiscount = Wire<Stripe.DeletedDiscount>;

/**
 * Takes a discount away and says so. Invoices that had it keep showing it, so the object stays where expanding
 * finds it; whoever it was given to must forget its id.
 */
export function removeDiscount(tx: Transaction, id: string): DeletedDiscount {
  const discount = tx.existing(discounts, id);
  tx.emit('customer.discount.deleted', discount);
  return deleted(discount);
}

function deleted({ end: _, ...kept }: Discount): DeletedDiscount {
  return { ...kept, deleted: true };
}
