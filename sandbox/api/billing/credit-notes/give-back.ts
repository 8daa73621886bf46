import { forbiddenState, idOf, type Transaction } from '../../kernel';
import { type Charge, charges, createRefund, paymentIntents, type Refund, refunds } from '../../payments';
import { customerOf, moveInvoiceBalance } from '../invoices/balance';
import type { Invoice } from '../invoices/invoice';
import { paymentsOf } from '../invoices/invoice-payment';
import { type CreditNote, creditNotes } from './credit-note';
import type { NoteParams } from './params';

type NoteRefund = CreditNote['refunds'][number];

/**
 * Refuses a credit note whose post-payment amount is not wholly accounted for. Stripe wants every part of it named
 * (since 2019-12-03); its wording is inferred.
 */
export function checkParts(tx: Transaction, note: CreditNote, invoice: Invoice, params: NoteParams): void {
  const { credit_amount = 0, out_of_band_amount = 0, refund_amount = 0 } = params;
  const linked = linkedRefunds(tx, invoice, params).reduce((sum, one) => sum + one.amount_refunded, 0);
  const parts = credit_amount + out_of_band_amount + refund_amount + linked;
  if (parts !== note.post_payment_amount) {
    throw forbiddenState(
      `The sum of credit amount, refund amount and out of band amount (${parts}) must equal the post payment credit ` +
        `note amount (${note.post_payment_amount}).`,
    );
  }
  const refundable = chargesOf(tx, invoice).reduce((sum, charge) => sum + leftOf(charge), 0);
  if (refund_amount <= refundable) return;
  throw forbiddenState(
    `The refund amount (${refund_amount}) is greater than what can be refunded of the invoice's payments (${refundable}).`,
    { param: 'refund_amount' },
  );
}

/** Refunds what a credit note says is to be refunded, and tells of all its refunds. */
export function refundsFor(tx: Transaction, invoice: Invoice, params: NoteParams): NoteRefund[] {
  let left = params.refund_amount ?? 0;
  const made: NoteRefund[] = [];
  for (const charge of chargesOf(tx, invoice)) {
    const amount = Math.min(left, leftOf(charge));
    if (amount === 0) continue;
    left -= amount;
    made.push(entry(createRefund(tx, charge, { amount, reason: null, metadata: {} }), amount));
  }
  return [...made, ...linkedRefunds(tx, invoice, params)];
}

/** Puts a credit note's credit on the customer's balance. @returns the id of the transaction */
export function creditBalance(
  tx: Transaction,
  note: CreditNote,
  invoice: Invoice,
  amount: number,
): string | null {
  const customer = customerOf(tx, invoice);
  if (!customer || amount === 0) return null;
  return moveInvoiceBalance(tx, customer, invoice, {
    amount: -amount,
    type: 'credit_note',
    credit_note: note.id,
  });
}

/** Refunds made elsewhere that the credit note is to stand for. Throws 400. */
function linkedRefunds(tx: Transaction, invoice: Invoice, params: NoteParams): NoteRefund[] {
  const own = new Set(chargesOf(tx, invoice).map((charge) => charge.id));
  const notes = tx.where(creditNotes, 'invoice', invoice.id).filter((note) => note.status === 'issued');
  const taken = notes.flatMap((note) => note.refunds);
  return (params.refunds ?? []).map((linked, i) => {
    const at = `refunds[${i}]`;
    const refund = tx.referenced(refunds, linked.refund, `${at}[refund]`);
    if (!own.has(idOf(refund.charge) ?? '')) {
      throw forbiddenState(`The refund ${refund.id} is not of a payment of this invoice.`, {
        param: `${at}[refund]`,
      });
    }
    const used = taken
      .filter((one) => idOf(one.refund) === refund.id)
      .reduce((sum, one) => sum + one.amount_refunded, 0);
    const amount = linked.amount_refunded ?? refund.amount - used;
    if (amount > 0 && amount <= refund.amount - used) return entry(refund, amount);
    throw forbiddenState(`The refund ${refund.id} has no more than ${refund.amount - used} left to link.`, {
      param: `${at}[amount_refunded]`,
    });
  });
}

function entry(refund: Refund, amount: number): NoteRefund {
  return { amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund' };
}

/** The charges that paid an invoice, the newest first. */
function chargesOf(tx: Transaction, invoice: Invoice): Charge[] {
  return paymentsOf(tx, invoice.id)
    .filter((payment) => payment.status === 'paid')
    .flatMap((payment) => {
      const id = idOf(payment.payment.payment_intent);
      const intent = id === null ? undefined : tx.get(paymentIntents, id);
      const charge = tx.get(charges, idOf(intent?.latest_charge) ?? '');
      return charge?.captured ? [charge] : [];
    })
    .reverse();
}

function leftOf(charge: Charge): number {
  return charge.amount_captured - charge.amount_refunded;
}
