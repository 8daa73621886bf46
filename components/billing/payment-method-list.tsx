import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/panel';
import type { PaymentMethodView } from '@/lib/payments/domain/views';

const twoDigits = (month: number) => String(month).padStart(2, '0');

function name({ brand, type }: PaymentMethodView): string {
  const text = (brand ?? type).replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function PaymentMethodList({ methods }: { methods: readonly PaymentMethodView[] }) {
  if (methods.length === 0) {
    return (
      <EmptyState title="No card saved">
        The card you pay with is kept here by Stripe, never by us.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-card">
      {methods.map((method) => (
        <li key={method.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-5 py-4">
          <span className="font-medium">
            {name(method)}{' '}
            {method.last4 && (
              <span className="font-mono text-sm">
                <span aria-hidden="true">•••• </span>
                <span className="sr-only">ending in </span>
                {method.last4}
              </span>
            )}
          </span>
          {method.expMonth && method.expYear && (
            <span className="text-ink-soft text-sm tabular-nums">
              Expires {twoDigits(method.expMonth)}/{method.expYear}
            </span>
          )}
          {method.isDefault && <Badge tone="good">Default</Badge>}
        </li>
      ))}
    </ul>
  );
}
