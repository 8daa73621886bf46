import type { z } from 'zod';
import { defineRoute, forbiddenState, notImplemented, p, type Transaction } from '../../kernel';
import { boundary } from '../arithmetic/period';
import { embedded } from '../envelope';
import { collectByItself } from '../invoices/collect-by-itself';
import { draftSubscriptionInvoice } from '../invoices/draft';
import { finalize } from '../invoices/finalize';
import type { Invoice } from '../invoices/invoice';
import { invoicePaid } from '../invoices/paid';
import { unsupported } from '../unsupported';
import { methodOf } from './methods';
import { recurrenceOf } from './order';
import { cycleInvoice } from './renewal/cycle-invoice';
import { discountsKept } from './renewal/discounts';
import { reactivate } from './renewal/reactivate';
import type { Rolled } from './renewal/roll';
import { change, type Subscription, subscriptions } from './subscription';

const resumeParams = p.params({
  billing_cycle_anchor: p.shape({ type: p.oneOf('now', 'unchanged') }).optional(),
  payment_behavior: p.oneOf('resume_on_payment_attempt', 'resume_on_payment_success').optional(),
  // Without effect, as at Stripe, while the billing cycle begins anew.
  proration_behavior: p.oneOf('always_invoice', 'create_prorations', 'none').optional(),
  proration_date: unsupported('proration_date'),
});

/** Lets a paused subscription go on, with a billing cycle that begins now and an invoice for its first period. */
export const resume = defineRoute({
  method: 'POST',
  path: '/v1/subscriptions/:subscription/resume',
  params: resumeParams,
  handle({ tx, params, path }): Subscription {
    const paused = tx.addressed(subscriptions, path('subscription'));
    checkResumable(paused, params);
    const { subscription, invoice } = beginAgain(tx, paused);
    if (!invoice) return reactivate(tx, subscription);
    if (invoice.amount_due === 0) invoicePaid(tx, invoice, { method: null, attempts: 0 });
    else attempt(tx, subscription, invoice, params);
    return tx.existing(subscriptions, subscription.id);
  },
});

function checkResumable(subscription: Subscription, params: z.output<typeof resumeParams>): void {
  if (subscription.status !== 'paused') {
    const status = subscription.status;
    throw forbiddenState(`Only paused subscriptions can be resumed; this one is ${status}.`);
  }
  if (subscription.collection_method === 'send_invoice') {
    throw forbiddenState('Only subscriptions with `collection_method=charge_automatically` can be resumed.');
  }
  if (params.billing_cycle_anchor?.type === 'unchanged') {
    throw notImplemented('resuming within the former billing cycle', 'billing_cycle_anchor[type]');
  }
}

/** The new cycle with its invoice, which is finalized at once; none when there is nothing to bill. */
function beginAgain(
  tx: Transaction,
  paused: Subscription,
): { subscription: Subscription; invoice: Invoice | null } {
  const now = tx.now();
  const data = paused.items.data.map((item) => ({
    ...item,
    current_period_start: now,
    current_period_end: boundary(now, recurrenceOf(item.price), 1),
  }));
  const items = embedded(data, paused.items.url);
  const rolled: Rolled = { items, renewed: data, ended: { start: now, end: now } };
  const input = cycleInvoice(tx, paused, rolled, now);
  const bare = input.items.length === 0 && input.invoiceItems.length === 0;
  // That it counts as an update is inferred.
  const draft = bare
    ? null
    : draftSubscriptionInvoice(tx, { ...input, billing_reason: 'subscription_update' });
  const subscription = change(tx, paused, {
    billing_cycle_anchor: now,
    items,
    ...(draft ? { latest_invoice: draft.id, discounts: discountsKept(tx, paused, input.discounts) } : {}),
  });
  if (!draft) return { subscription, invoice: null };
  tx.emit('invoice.created', draft);
  const invoice = finalize(tx, draft, tx);
  tx.emit('invoice.finalized', invoice);
  return { subscription, invoice };
}

/** By default the attempt resumes the subscription whatever comes of it: inferred from the parameter's name. */
function attempt(
  tx: Transaction,
  subscription: Subscription,
  invoice: Invoice,
  { payment_behavior = 'resume_on_payment_attempt' }: z.output<typeof resumeParams>,
): void {
  if (methodOf(tx, subscription) === null) return;
  if (payment_behavior === 'resume_on_payment_attempt') reactivate(tx, subscription);
  collectByItself(tx, invoice);
}
