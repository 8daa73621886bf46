import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/panel';
import type { PaymentMethodView } from '@/lib/payments/domain/views';
import { brandOf } from './method-name';

const twoDigits = (month: number) => String(month).padStart(2, '0');

/** Days before a card's last one from which it is called to mind. */
const SOON_DAYS = 45;

/** A card is good through the last day of its month. */
function daysLeft({ expMonth, expYear }: PaymentMethodView, now: Date): number | null {
  if (expMonth === null || expYear === null) return null;
  return (Date.UTC(expYear, expMonth, 1) - now.getTime()) / 86_400_000;
}

function Expiry({ method, now }: { method: PaymentMethodView; now: Date }) {
  const days = daysLeft(method, now);
  if (days === null) return null;
  return (
    <>
      <span className="text-ink-soft text-sm tabular-nums">
        {days < 0 ? 'Expired' : 'Expires'} {twoDigits(method.expMonth ?? 0)}/{method.expYear}
      </span>
      {days < 0 && <Badge tone="bad">Expired</Badge>}
      {days >= 0 && days < SOON_DAYS && <Badge tone="warn">Expires soon</Badge>}
    </>
  );
}

type Props = {
  readonly methods: readonly PaymentMethodView[];
  readonly now: Date;
  /** What can be done about one. */
  readonly actions?: (method: PaymentMethodView) => ReactNode;
};

export function PaymentMethodList({ methods, now, actions }: Props) {
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
        <li key={method.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-4">
          <span id={`method-${method.id}`} className="font-medium">
            {brandOf(method)}{' '}
            {method.last4 && (
              <span className="font-mono text-sm">
                <span aria-hidden="true">•••• </span>
                <span className="sr-only">ending in </span>
                {method.last4}
              </span>
            )}
          </span>
          <Expiry method={method} now={now} />
          {method.isDefault && <Badge tone="good">Default</Badge>}
          {actions && <span className="flex gap-2 sm:ml-auto">{actions(method)}</span>}
        </li>
      ))}
    </ul>
  );
}
