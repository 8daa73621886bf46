import type { PaymentMethodView } from '@/lib/payments/domain/views';

/** "Visa", "Sepa debit". */
export function brandOf({ brand, type }: Pick<PaymentMethodView, 'brand' | 'type'>): string {
  const text = (brand ?? type).replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Visa ending in 4242". */
export function methodName(method: Pick<PaymentMethodView, 'brand' | 'type' | 'last4'>): string {
  return method.last4 ? `${brandOf(method)} ending in ${method.last4}` : brandOf(method);
}
