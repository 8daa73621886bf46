import { SandboxError, type Transaction } from '../../../kernel';
import { attachedMethods } from '../../../payments';
import { customerOf } from '../balance';
import { collect } from '../collect';
import type { Invoice } from '../invoice';
import { isPayable } from './payment-form';

/**
 * Pays an invoice with a card its customer has saved.
 * @returns what to tell the buyer; '' when it is paid
 */
export function payWithSaved(tx: Transaction, invoice: Invoice, method: string): string {
  const customer = customerOf(tx, invoice);
  const own = customer && attachedMethods(tx, customer.id).some((card) => card.id === method);
  if (!isPayable(invoice) || !own) return 'This invoice cannot be paid with this card.';
  const outcome = charged(tx, invoice, method);
  if (typeof outcome === 'string') return outcome;
  switch (outcome.kind) {
    case 'paid':
      return '';
    case 'declined':
      return outcome.decline.message;
    case 'requires_action':
      return 'Your bank wants to know that it is you. Please enter this card as a new card to answer it.';
  }
}

/** An intent whose state forbids a new attempt says so in an error. */
function charged(tx: Transaction, invoice: Invoice, method: string) {
  try {
    return collect(tx, invoice, { method, offSession: false });
  } catch (error) {
    if (error instanceof SandboxError) return error.body.message;
    throw error;
  }
}
