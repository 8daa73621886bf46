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

function cardOf({ cardBrand, cardLast4 }: PaymentRow): string | null {
  if (cardLast4 === null) return null;
  return `${BRANDS[cardBrand ?? ''] ?? 'Card'} •••• ${cardLast4}`;
}

export function toPaymentView(row: PaymentRow): PaymentView {
  return {
    id: row.id,
    status: row.status,
    amount: money(row.amount, row.currency),
    amountRefunded: money(row.amountRefunded, row.currency),
    description: row.description,
    card: cardOf(row),
    created: row.created,
  };
}
