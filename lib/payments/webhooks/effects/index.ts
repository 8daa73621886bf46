import { accessLog } from './access-log';
import type { Effect } from './effect';
import {
  actionRequired,
  dispute,
  invoiceReceipt,
  paymentFailed,
  purchaseReceipt,
  refund,
  subscriptionCanceled,
  trialEnding,
} from './mails';

export type { Effect, EffectEvent } from './effect';

/** What hangs on which event. An event that is not named here only brings the mirror up to date. */
const EFFECTS: ReadonlyMap<string, readonly Effect[]> = new Map([
  ['invoice.paid', [invoiceReceipt]],
  ['invoice.payment_failed', [paymentFailed]],
  ['invoice.payment_action_required', [actionRequired]],
  ['payment_intent.succeeded', [purchaseReceipt]],
  ['refund.created', [refund]],
  ['charge.dispute.created', [dispute]],
  ['customer.subscription.created', [accessLog]],
  ['customer.subscription.updated', [accessLog]],
  ['customer.subscription.paused', [accessLog]],
  ['customer.subscription.resumed', [accessLog]],
  ['customer.subscription.deleted', [accessLog, subscriptionCanceled]],
  ['customer.subscription.trial_will_end', [trialEnding]],
]);

/** The effects of an event of this type, in the order in which they run; none for most types. */
export function effectsOf(type: string): readonly Effect[] {
  return EFFECTS.get(type) ?? [];
}
