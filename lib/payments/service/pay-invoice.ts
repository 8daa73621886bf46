import type { PaymentsContext } from '../context';
import type { InvoicePayment } from '../domain/due-invoice';
import { refused } from '../domain/refusal';
import { duesOf } from '../reads/dues';
import { customerIdOf } from '../reads/owner';
import { syncObject } from '../sync';
import { refusedRead } from './find-promotion-code';

/** The user's own invoice; another user's is as good as none (failure 19). */
async function ownInvoice(context: PaymentsContext, userId: string, id: string) {
  const customerId = await customerIdOf(context, userId);
  if (customerId === null) return null;
  const { database, provider } = context;
  return database.prisma.invoice.findFirst({
    where: { provider: provider.name, id, customerId, deletedAt: null },
    select: { id: true, subscriptionId: true, paymentIds: true },
  });
}
type OwnInvoice = NonNullable<Awaited<ReturnType<typeof ownInvoice>>>;

/** Has the mirror read again what paying an invoice changes. */
async function syncPaid(context: PaymentsContext, { id, subscriptionId, paymentIds }: OwnInvoice) {
  const { provider } = context;
  await Promise.all([
    syncObject(context, 'invoice', id, provider),
    ...(subscriptionId === null ? [] : [syncObject(context, 'subscription', subscriptionId, provider)]),
    ...paymentIds.map((paymentId) => syncObject(context, 'payment', paymentId, provider)),
  ]);
}

/**
 * How an open invoice is paid in the browser. Nothing is sent that changes anything: the payment was made when the invoice
 * was finalized, and can be confirmed once, in however many tabs it is tried. See PaymentService.
 */
export async function payInvoice(
  context: PaymentsContext,
  userId: string,
  invoiceId: string,
): Promise<InvoicePayment> {
  const invoice = await ownInvoice(context, userId, invoiceId);
  if (!invoice) return refused('not_found', invoiceId);
  const started = await context.provider.readStarted('invoice', invoiceId);
  if (started.kind !== 'ok') return refusedRead(started);
  const { state, action } = started.value;
  switch (state) {
    case 'awaiting_buyer':
      return action ? { kind: 'confirm', action } : { kind: 'processing' };
    case 'processing':
      return { kind: 'processing' };
    case 'settled':
      await syncPaid(context, invoice);
      return { kind: 'paid' };
    case 'ended':
      await syncPaid(context, invoice);
      return refused('invoice_closed', invoiceId);
    default:
      return state satisfies never;
  }
}

/** Has the mirror look at an invoice that was just confirmed in the browser, and says how it stands. See PaymentService. */
export async function completeInvoice(
  context: PaymentsContext,
  userId: string,
  invoiceId: string,
): Promise<'paid' | 'processing' | 'not_found'> {
  const invoice = await ownInvoice(context, userId, invoiceId);
  if (!invoice) return 'not_found';
  await syncPaid(context, invoice);
  const dues = await duesOf(context, userId);
  return dues.some(({ id }) => id === invoiceId) ? 'processing' : 'paid';
}
