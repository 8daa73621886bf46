import type { Effect } from './effect';
import { mail } from './mail';
import { ownerOf } from './owner-of';

/** The mirror row that an event is about, by the names that `mail` gives, if it is there. */
const HERE = 'o.provider = $1 AND o.id = due.object_id AND o.deleted_at IS NULL';

/** Whatever was paid. An invoice that is not yet seen as paid is not judged by its amount: see the text's own check. */
export const invoiceReceipt: Effect = mail(
  'invoice_receipt',
  'invoice',
  `SELECT ${ownerOf('o')} AS user_id FROM invoices o WHERE ${HERE}
     AND (o.amount_paid > 0 OR o.status IS DISTINCT FROM 'paid')`,
);

/** A one-off purchase: the payment of an invoice has no lookup key, and its receipt comes with the invoice. */
export const purchaseReceipt: Effect = mail(
  'purchase_receipt',
  'payment',
  `SELECT ${ownerOf('o')} AS user_id FROM payments o WHERE ${HERE} AND o.lookup_key IS NOT NULL`,
);

// Whoever pays for the first time sits at the form and is told there. The subscription's row is not asked: it may be
// older than the invoice, and would then keep back the mail for good.
const OF_UNPAID_INVOICE = `SELECT ${ownerOf('o')} AS user_id FROM invoices o
   WHERE ${HERE} AND o.billing_reason IS DISTINCT FROM 'subscription_create'`;

export const paymentFailed: Effect = mail('payment_failed', 'invoice', OF_UNPAID_INVOICE);
export const actionRequired: Effect = mail('action_required', 'invoice', OF_UNPAID_INVOICE);

export const trialEnding: Effect = mail(
  'trial_ending',
  'subscription',
  `SELECT ${ownerOf('o')} AS user_id FROM subscriptions o WHERE ${HERE} AND NOT o.awaiting_setup`,
);

// A checkout that was given up ends its subscription too. It had no card, and its operation did not come to be done.
const NEVER_BEGAN = `
  o.status = 'incomplete_expired' OR o.awaiting_setup OR (
    o.default_payment_method_id IS NULL AND EXISTS (
      SELECT FROM payment_operations p
      WHERE p.object_id = o.id AND p.object_type = 'subscription' AND p.state <> 'done'))`;

export const subscriptionCanceled: Effect = mail(
  'subscription_canceled',
  'subscription',
  `SELECT ${ownerOf('o')} AS user_id FROM subscriptions o
   WHERE o.provider = $1 AND o.id = due.object_id AND NOT (${NEVER_BEGAN})`,
);

// A refund or a dispute names its customer through its payment.
const CUSTOMER = `COALESCE(o.customer_id,
  (SELECT p.customer_id FROM payments p WHERE p.provider = o.provider AND p.id = o.payment_id))`;

export const refund: Effect = mail(
  'refund',
  'refund',
  `SELECT ${ownerOf('o', CUSTOMER)} AS user_id FROM refunds o WHERE ${HERE}`,
);

/** To every admin: evidence is due within days. */
export const dispute: Effect = mail(
  'dispute',
  'dispute',
  `SELECT admins.id AS user_id FROM disputes o CROSS JOIN users admins
   WHERE ${HERE} AND admins.role = 'admin' AND ${ownerOf('o', CUSTOMER)} IS NOT NULL`,
);
