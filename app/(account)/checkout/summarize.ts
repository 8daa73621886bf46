import type { OrderSummary } from '@/components/billing/checkout-types';
import { formatMoney, type Money } from '@/lib/payments/domain/money';
import type { Quote } from '@/lib/payments/domain/views';

/** Writes a quote for a reader. */
export function summarize(quote: Quote, locale: string): OrderSummary {
  const write = (money: Money) => formatMoney(money, locale);
  return {
    lines: quote.lines.map(({ label, quantity, amount }) => ({ label, quantity, amount: write(amount) })),
    subtotal: write(quote.subtotal),
    discount: quote.discount && {
      label: quote.discountLabel ?? 'Discount',
      amount: write({ ...quote.discount, amount: -Math.abs(quote.discount.amount) }),
    },
    tax: quote.tax && { amount: write(quote.tax.amount), included: quote.tax.included },
    dueToday: write(quote.dueToday),
    recurring: quote.recurring && write(quote.recurring),
    charge: quote.dueToday,
  };
}
