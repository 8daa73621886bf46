import type { ReactNode } from 'react';
import type { OrderSummary } from './checkout-types';

type Props = {
  readonly title: string;
  readonly summary: OrderSummary;
  /** A new price is being worked out. */
  readonly stale: boolean;
  /** "Then $20.00 a month …", when it renews. */
  readonly renewal: string | null;
  readonly children?: ReactNode;
};

function Row({ label, amount, total = false }: { label: string; amount: string; total?: boolean }) {
  const look = total ? 'mt-5! border-line border-t border-dashed pt-5 font-semibold text-lg' : 'text-sm';
  return (
    <div className={`flex items-baseline justify-between gap-6 ${look}`}>
      <dt className={total ? '' : 'text-ink-soft'}>{label}</dt>
      <dd className="tabular-nums">{amount}</dd>
    </div>
  );
}

/** What is being bought and what it costs, on a receipt. */
export function OrderSummaryPanel({ title, summary, stale, renewal, children }: Props) {
  return (
    <section aria-labelledby="order-summary" className="receipt-edge bg-card px-6 pt-7 pb-10 sm:px-8">
      <h2 id="order-summary" className="mb-5 text-lg">
        {title}
      </h2>
      <dl aria-busy={stale} className={`space-y-2.5 ${stale ? 'opacity-60' : ''}`}>
        {summary.lines.map(({ label, quantity, amount }) => (
          <Row key={label} label={quantity > 1 ? `${label} × ${quantity}` : label} amount={amount} />
        ))}
        {summary.discount && <Row label={summary.discount.label} amount={summary.discount.amount} />}
        {summary.tax && (
          <Row label={summary.tax.included ? 'Of that tax' : 'Tax'} amount={summary.tax.amount} />
        )}
        <Row label="Total due today" amount={summary.dueToday} total />
      </dl>
      {renewal && <p className="mt-3 text-ink-soft text-sm">{renewal}</p>}
      {children}
    </section>
  );
}
