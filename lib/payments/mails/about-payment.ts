import type { PaymentsContext } from '../context';
import { money } from '../domain/money';
import { PAYMENT_FIELDS, type PaymentRow, toPaymentView } from '../reads/payment-view';
import { disputeLetter } from './letters/dispute';
import { receiptLetter } from './letters/receipt';
import { refundLetter } from './letters/refund';
import { letter, tooEarly, untrue, type Writer } from './written';

async function paymentOf(
  { database, provider }: PaymentsContext,
  id: string | null,
): Promise<PaymentRow | null> {
  if (id === null) return null;
  return database.prisma.payment.findUnique({
    where: { provider_id: { provider: provider.name, id }, deletedAt: null },
    select: PAYMENT_FIELDS,
  });
}

export const writePurchaseReceipt: Writer = async (context, id) => {
  const payment = await paymentOf(context, id);
  if (!payment) return untrue('the payment is gone');
  if (payment.status !== 'succeeded') return tooEarly(`the payment is ${payment.status}`);
  const { card, description, created } = toPaymentView(payment);
  const amount = money(payment.amountReceived, payment.currency);
  return letter(receiptLetter({ amount, what: description, card, paidAt: created, number: null }));
};

export const writeRefund: Writer = async (context, id) => {
  const { database, provider } = context;
  const refund = await database.prisma.refund.findUnique({
    where: { provider_id: { provider: provider.name, id }, deletedAt: null },
  });
  if (!refund) return untrue('the refund is gone');
  if (refund.status === 'failed' || refund.status === 'canceled')
    return untrue(`the refund ${refund.status}`);
  const row = await paymentOf(context, refund.paymentId);
  const payment = row && toPaymentView(row);
  return letter(
    refundLetter({
      amount: money(refund.amount, refund.currency),
      what: payment?.description ?? null,
      paidAt: payment?.created ?? null,
      card: payment?.card ?? null,
    }),
  );
};

/** Over, and nothing was lost. */
const HARMLESS = new Set(['won', 'warning_closed', 'prevented']);

export const writeDispute: Writer = async ({ database, provider }, id) => {
  const dispute = await database.prisma.dispute.findUnique({
    where: { provider_id: { provider: provider.name, id }, deletedAt: null },
  });
  if (!dispute) return untrue('the dispute is gone');
  if (HARMLESS.has(dispute.status)) return untrue(`the dispute is ${dispute.status}`);
  const { reason, paymentId, currency } = dispute;
  return letter(
    disputeLetter({
      amount: money(dispute.amount, currency),
      reason,
      answerBy: dispute.evidenceDueBy,
      lost: dispute.status === 'lost',
      disputeId: id,
      paymentId,
    }),
  );
};
