import { TextLink } from '@/components/ui/link';
import type { PaymentView } from '@/lib/payments/domain/views';
import { OnlyWhoMay } from '../only-who-may';
import { refundPath } from './refund-path';

/** Leads to giving a payment back, where anything is left of it. */
export function RefundLink({ payment: { id, status, amount, amountRefunded } }: { payment: PaymentView }) {
  if (status !== 'succeeded' || amountRefunded.amount >= amount.amount) return '–';
  return (
    <OnlyWhoMay capability="serve">
      <TextLink href={refundPath(id)}>Refund</TextLink>
    </OnlyWhoMay>
  );
}
