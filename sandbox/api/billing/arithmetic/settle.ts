import { minimumCharge } from './currencies';

/** What an invoice leaves to be paid now, and what the customer's balance is afterwards (minor units). */
export interface Settlement {
  amountDue: number;
  startingBalance: number;
  endingBalance: number;
}

/**
 * Sets an invoice's total against the customer's balance (negative = credit, positive = owed). A remainder too
 * small to charge is not charged: it waits on the balance for the next invoice, and this one counts as paid.
 */
export function settle(total: number, balance: number, currency: string): Settlement {
  const open = total + balance;
  const owed = open > 0 && open < minimumCharge(currency) ? 0 : Math.max(0, open);
  return { amountDue: owed, startingBalance: balance, endingBalance: open - owed };
}
