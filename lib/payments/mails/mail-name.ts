/** Every mail there is; the name is the effect's in webhook_effects and in the outbox. */
export const MAIL_NAMES = [
  'invoice_receipt',
  'purchase_receipt',
  'payment_failed',
  'action_required',
  'trial_ending',
  'subscription_canceled',
  'refund',
  'dispute',
  'payments_back',
] as const;
export type MailName = (typeof MAIL_NAMES)[number];
