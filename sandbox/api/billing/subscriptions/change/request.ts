import type { DiscountRequest } from '../../discounts/resolve';
import type { AddedInvoiceItem, ItemChange } from '../parts';
import type { Subscription } from '../subscription';

export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none';

/** What is to change about a subscription, whoever asks: an update, one of its items, a schedule or a preview. */
export interface ChangeRequest {
  items?: readonly ItemChange[] | undefined;
  /** Where the items are in the request, for its errors. */
  itemsParam: string;
  /** null takes all away. */
  discounts?: readonly DiscountRequest[] | null | undefined;
  add_invoice_items?: readonly AddedInvoiceItem[] | undefined;
  proration_behavior?: ProrationBehavior | undefined;
  /** Unix seconds. */
  proration_date?: number | undefined;
  billing_cycle_anchor?: 'now' | 'unchanged' | undefined;
  trial_end?: 'now' | number | undefined;
  /** When it is to end (unix seconds), already resolved; null for no more, undefined for as it is. */
  cancel_at?: number | null | undefined;
  /** Whether an invoice that is made at once stays a draft for an hour, as those of schedules do. */
  drafted?: boolean | undefined;
  /**
   * Whether this was accepted when it was planned, and so is not refused now (inferred): a price that was archived
   * since is used, a coupon that cannot be redeemed any more is left out.
   */
  planned?: boolean | undefined;
  /** What moves no money. */
  fields?: Partial<Subscription> | undefined;
}
