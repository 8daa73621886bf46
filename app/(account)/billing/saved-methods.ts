import { methodName } from '@/components/billing/method-name';
import type { SavedMethod } from '@/components/billing/pay-types';
import type { PaymentMethodView } from '@/lib/payments/domain/views';

/** What can be paid with, the default first. */
export function savedMethods(methods: readonly PaymentMethodView[]): readonly SavedMethod[] {
  const defaultFirst = [...methods].sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
  return defaultFirst.map((method) => ({ id: method.id, name: methodName(method) }));
}
