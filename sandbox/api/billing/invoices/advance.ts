import { defineCollection, defineDuties, type Stored, type Transaction } from '../../kernel';
import { markDelinquent } from '../subscriptions/methods';
import { change, subscriptions } from '../subscriptions/subscription';
import { isRefused, LONGEST_WAIT } from './acknowledged';
import { customerOf } from './balance';
import { collectByItself } from './collect-by-itself';
import { finalizationRefusal, finalize, openPayment } from './finalize';
import { type Invoice, invoices, subscriptionOf } from './invoice';
import { invoicePaid } from './paid';
import { siteOf } from './site';

/** How long a draft that advances by itself can still be changed (seconds). */
export const DRAFT_WINDOW = 3600;

/** How long until a finalization that was held back is tried again (seconds). */
const WAIT = 3600;

/** How long before the due date `invoice.will_be_due` is sent (seconds): as an automation of seven days would. */
const NOTICE = 7 * 86_400;

/** Which notices about an invoice's due date have been sent. */
interface Notices extends Stored {
  object: '_invoice_notices';
  sent: readonly Notice['type'][];
}

const notices = defineCollection<Notices>('_invoice_notices');

interface Notice {
  type: 'invoice.will_be_due' | 'invoice.overdue';
  at: number;
}

/**
 * Finalizes a draft whose time has come and begins to collect it: by card, or by sending it. A draft that cannot
 * be finalized stays one and says why.
 */
function finalizeByItself(tx: Transaction, draft: Invoice): Invoice {
  const refusal = finalizationRefusal(draft);
  if (refusal) {
    const { code = 'processing_error', message, type } = refusal.body;
    const failed = tx.put(invoices, {
      ...draft,
      automatically_finalizes_at: null,
      last_finalization_error: { code, message, type },
      next_payment_attempt: null,
    });
    tx.emit('invoice.finalization_failed', failed);
    return failed;
  }
  const open = finalize(tx, draft, siteOf(tx));
  tx.emit('invoice.finalized', open);
  if (open.amount_remaining === 0) return invoicePaid(tx, open, { method: null, attempts: 0 });
  if (open.collection_method !== 'send_invoice') return collectByItself(tx, open);
  openPayment(tx, open, null);
  tx.emit('invoice.sent', open);
  return open;
}

/** Finalizes a draft, unless an endpoint has yet to take the news of it: then later, but not for ever. */
function finalizeInTime(tx: Transaction, draft: Invoice): void {
  const latest = draft.created + LONGEST_WAIT;
  if (tx.now() >= latest || !isRefused(tx, draft)) {
    finalizeByItself(tx, draft);
    return;
  }
  const at = Math.min(tx.now() + WAIT, latest);
  const charged = draft.collection_method !== 'send_invoice';
  tx.put(invoices, {
    ...draft,
    automatically_finalizes_at: at,
    next_payment_attempt: charged ? at : null,
  });
}

/** What is still to be said about the due date of an open invoice. */
function pendingNotices(tx: Transaction, invoice: Invoice): Notice[] {
  const { due_date, status, status_transitions } = invoice;
  if (status !== 'open' || due_date === null) return [];
  const sent = tx.get(notices, invoice.id)?.sent ?? [];
  const planned: Notice[] = [
    { type: 'invoice.will_be_due', at: due_date - NOTICE },
    { type: 'invoice.overdue', at: due_date },
  ];
  // An invoice that is due sooner than that is not announced when it already is on its way.
  return planned.filter(
    ({ type, at }) => !sent.includes(type) && at > (status_transitions.finalized_at ?? 0),
  );
}

function notify(tx: Transaction, invoice: Invoice): void {
  for (const { type, at } of pendingNotices(tx, invoice)) {
    if (at > tx.now()) continue;
    const sent = tx.get(notices, invoice.id)?.sent ?? [];
    tx.put(notices, { id: invoice.id, object: '_invoice_notices', sent: [...sent, type] });
    tx.emit(type, invoice);
    if (type === 'invoice.overdue') passDueDate(tx, invoice);
  }
}

/** A customer who does not pay by the due date is behind, and the subscription past due, as where a card fails. */
function passDueDate(tx: Transaction, invoice: Invoice): void {
  const customer = customerOf(tx, invoice);
  if (customer) markDelinquent(tx, customer.id, true);
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  if (subscription?.status === 'active') change(tx, subscription, { status: 'past_due' });
}

defineDuties(invoices, {
  due: (tx, invoice) => [
    ...(invoice.status === 'draft' && invoice.automatically_finalizes_at !== null
      ? [{ kind: 'invoice.finalize' as const, at: invoice.automatically_finalizes_at }]
      : []),
    ...pendingNotices(tx, invoice).map(({ at }) => ({ kind: 'invoice.due' as const, at })),
  ],
  run: { 'invoice.finalize': finalizeInTime, 'invoice.due': notify },
});
