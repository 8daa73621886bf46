import { idOf, type Transaction } from '../../kernel';
import { type Customer, customers, moveBalance } from '../../payments';
import { type Settlement, settle } from '../arithmetic/settle';
import type { Invoice } from './invoice';

/** The customer an invoice is for, when it still exists. */
export function customerOf(tx: Transaction, invoice: Pick<Invoice, 'customer'>): Customer | null {
  const id = idOf(invoice.customer);
  const customer = id === null ? undefined : tx.get(customers, id);
  return customer && customer.deleted !== true ? customer : null;
}

/** The balance that an invoice in a currency can use: a balance in another one is left alone (minor units). */
export function usableBalance(customer: Customer | null, currency: string): number {
  if (!customer || (customer.currency !== null && customer.currency !== currency)) return 0;
  return customer.balance;
}

/** Sets the customer's balance against an invoice that becomes due, and moves it accordingly. */
export function useBalance(tx: Transaction, invoice: Invoice): Settlement {
  const customer = customerOf(tx, invoice);
  const settled = settle(invoice.total, usableBalance(customer, invoice.currency), invoice.currency);
  const { startingBalance, endingBalance, amountDue } = settled;
  if (customer && startingBalance !== endingBalance) {
    const small = amountDue === 0 && endingBalance > 0;
    moveInvoiceBalance(tx, customer, invoice, {
      amount: endingBalance - startingBalance,
      type: small ? 'invoice_too_small' : 'applied_to_invoice',
    });
  }
  return settled;
}

/** Gives back what an invoice that is voided took from the balance, or takes what it had put there. */
export function giveBackBalance(tx: Transaction, invoice: Invoice): void {
  const customer = customerOf(tx, invoice);
  const moved = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (!customer || moved === 0) return;
  moveInvoiceBalance(tx, customer, invoice, { amount: -moved, type: 'unapplied_from_invoice' });
}

/** What moves a customer's balance on account of an invoice. */
export type InvoiceMove =
  | {
      type: 'applied_to_invoice' | 'invoice_overpaid' | 'invoice_too_small' | 'unapplied_from_invoice';
      /** Minor units; negative is credit for the customer. */
      amount: number;
    }
  | { type: 'credit_note'; amount: number; credit_note: string };

/** Moves a customer's balance on account of an invoice. @returns the id of the transaction */
export function moveInvoiceBalance(
  tx: Transaction,
  customer: Customer,
  invoice: Pick<Invoice, 'id' | 'currency'>,
  move: InvoiceMove,
): string {
  return moveBalance(tx, customer.id, { ...move, currency: invoice.currency, invoice: invoice.id }).id;
}
