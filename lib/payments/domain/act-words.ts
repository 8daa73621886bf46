/** What the staff can do, in words. */
const WORDS: Readonly<Record<string, string>> = {
  refund_payment: 'Refunded a payment',
  cancel_subscription: 'Canceled a subscription',
  resume_subscription: 'Resumed a subscription',
  give_credits: 'Gave credits',
  sync_customer: 'Synced the customer',
  replay_event: 'Replayed an event',
  replay_dead: 'Replayed events',
  ignore_event: 'Put an event aside',
  reconcile: 'Started a reconciliation',
  resolve_operation: 'Settled an operation',
  change_role: 'Changed a role',
};

/** `refund_payment` as "Refunded a payment"; one that is no longer known, by its name. */
export function actInWords(act: string): string {
  return WORDS[act] ?? act.replaceAll('_', ' ');
}
