import { defineRoute, noSuch, type Transaction } from '../../kernel';
import { collectByItself } from '../invoices/collect-by-itself';
import { finalize, type Site } from '../invoices/finalize';
import { type Invoice, invoices } from '../invoices/invoice';
import { invoicePaid } from '../invoices/paid';
import { type FinalBill, settleEnd } from './final-invoice';
import { cancel } from './lifecycle';
import { cancelParams } from './params';
import { discardPendingUpdate } from './pending-update';
import { isOver, type Subscription, subscriptions } from './subscription';

/** Ends a subscription now, with its credits and final invoice where they are asked for. */
export const cancelNow = defineRoute({
  method: 'DELETE',
  path: '/v1/subscriptions/:subscription',
  params: cancelParams,
  handle({ tx, params, path, caller }): Subscription {
    const found = tx.addressed(subscriptions, path('subscription'));
    if (isOver(found)) throw noSuch('subscription', found.id, 'path');
    const { comment, feedback } = params.cancellation_details ?? {};
    return endNow(
      tx,
      found,
      { prorate: params.prorate ?? false, invoice_now: params.invoice_now ?? false },
      { site: caller, comment: { comment: comment ?? null, feedback: feedback ?? null } },
    );
  },
});

interface How {
  site: Site;
  comment: Parameters<typeof cancel>[2];
}

/** Ends a subscription now, whoever asks for it. */
export function endNow(
  tx: Transaction,
  found: Subscription,
  bill: FinalBill,
  { site, comment }: How,
): Subscription {
  const subscription = discardPendingUpdate(tx, found);
  const { draft, made } = settleEnd(tx, subscription, bill);
  const latest = draft ? { ...subscription, latest_invoice: draft.id } : subscription;
  const canceled = cancel(tx, latest, comment);
  if (draft) collectFinal(tx, draft, site);
  for (const item of made) tx.emit('invoiceitem.created', { ...item, invoice: draft?.id ?? null });
  return tx.existing(subscriptions, canceled.id);
}

/** The final invoice is collected at once; what it owes to the customer goes to the balance. */
function collectFinal(tx: Transaction, draft: Invoice, site: Site): void {
  const open = finalize(tx, tx.put(invoices, { ...draft, auto_advance: true }), site);
  tx.emit('invoice.created', open);
  tx.emit('invoice.finalized', open);
  if (open.amount_due === 0) invoicePaid(tx, open, { method: null, attempts: 0 });
  else collectByItself(tx, open);
}
