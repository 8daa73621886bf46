import { formatMoney } from '@/lib/payments/domain/money';
import type { PaymentView } from '@/lib/payments/domain/views';

/** What was paid, and below it what of that was given back. */
export function AmountWithRefund({ payment, locale }: { payment: PaymentView; locale: string }) {
  const { amount, amountRefunded } = payment;
  return (
    <>
      {formatMoney(amount, locale)}
      {amountRefunded.amount > 0 && (
        <span className="block text-ink-soft text-xs">{formatMoney(amountRefunded, locale)} refunded</span>
      )}
    </>
  );
}
