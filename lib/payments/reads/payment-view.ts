import type { Payment } from '@/lib/db/generated/client';
import { money } from '../domain/money';
import type { PaymentView } from '../domain/views';

export const PAYMENT_FIELDS = {
  id: true,
  customerId: true,
  lookupKey: true,
  status: true,
  currency: true,
  amount: true,
  amountReceived: true,
  amountRefunded: true,
  cardBrand: true,
  cardLast4: true,
  description: true,
  created: true,
  syncedAt: true,
} as const;
export type PaymentRow = Pick<Payment, keyof typeof PAYMENT_FIELDS>;

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** `Visa •••• 4242`; null for what is no card. */
export function nameOfCard(brand: string | null, last4: string | null): string | null {
  return last4 === null ? null : `${BRANDS[brand ?? ''] ?? 'Card'} •••• ${last4}`;
}

export function toPaymentView(row: PaymentRow): PaymentView {
  return {
    id: row.id,
    status: row.status,
    amount: money(row.amount, row.currency),
    amountRefunded: money(row.amountRefunded, row.currency),
    description: row.description,
    card: nameOfCard(row.cardBrand, row.cardLast4),
    created: row.created,
  };
}
