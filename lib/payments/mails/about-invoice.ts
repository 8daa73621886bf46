import type { Invoice } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { money } from '../domain/money';
import { PAYMENT_FIELDS, toPaymentView } from '../reads/payment-view';
import type { Letter } from './letters/letter';
import { receiptLetter } from './letters/receipt';
import { actionRequiredLetter, paymentFailedLetter, type UnpaidFacts } from './letters/unpaid';
import { planInWords, subscriptionOf } from './plan-in-words';
import { letter, tooEarly, untrue, type Writer } from './written';

async function invoiceOf({ database, provider }: PaymentsContext, id: string): Promise<Invoice | null> {
  const row = await database.prisma.invoice.findUnique({
    where: { provider_id: { provider: provider.name, id } },
  });
  return row?.deletedAt === null ? row : null;
}

async function planOf(context: PaymentsContext, { subscriptionId }: Invoice): Promise<string | null> {
  const subscription = await subscriptionOf(context, subscriptionId);
  return subscription && planInWords(subscription);
}

/** The card that paid, where the mirror knows it already. */
async function cardOf(
  { database, provider }: PaymentsContext,
  { paymentIds }: Invoice,
): Promise<string | null> {
  const paid = await database.prisma.payment.findFirst({
    where: { provider: provider.name, id: { in: paymentIds }, status: 'succeeded' },
    select: PAYMENT_FIELDS,
  });
  return paid && toPaymentView(paid).card;
}

export const writeInvoiceReceipt: Writer = async (context, id) => {
  const invoice = await invoiceOf(context, id);
  if (!invoice) return untrue('the invoice is gone');
  if (invoice.status !== 'paid') return tooEarly(`the invoice is ${invoice.status}`);
  if (invoice.amountPaid <= 0n) return untrue('nothing was paid');
  const [what, card] = await Promise.all([planOf(context, invoice), cardOf(context, invoice)]);
  const amount = money(invoice.amountPaid, invoice.currency);
  return letter(receiptLetter({ amount, what, card, paidAt: invoice.paidAt, number: invoice.number }));
};

/** A mail that asks for money: not once the invoice is paid, void or gone. */
const aboutUnpaid =
  (write: (unpaid: UnpaidFacts) => Letter): Writer =>
  async (context, id) => {
    const invoice = await invoiceOf(context, id);
    if (!invoice) return untrue('the invoice is gone');
    if (invoice.status === 'paid' || invoice.status === 'void') {
      return untrue(`the invoice is ${invoice.status}`);
    }
    const amount = money(invoice.amountRemaining, invoice.currency);
    return letter(write({ amount, what: await planOf(context, invoice), number: invoice.number }));
  };

export const writePaymentFailed: Writer = aboutUnpaid(paymentFailedLetter);
export const writeActionRequired: Writer = aboutUnpaid(actionRequiredLetter);
