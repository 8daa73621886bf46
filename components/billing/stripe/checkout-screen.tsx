'use client';

import { Elements } from '@stripe/react-stripe-js';
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SEATS } from '@/lib/payments/domain/catalog';
import type { BrowserConfig } from '@/lib/payments/domain/mode';
import type { CheckoutAnswer, OrderRequest, OrderSummary, QuoteAnswer } from '../checkout-types';
import { OrderSummaryPanel } from '../order-summary';
import { PromotionField } from '../promotion-field';
import { type Order, useOrder } from '../use-order';
import { useAppearance } from './appearance';
import { elementsOptions } from './elements-options';
import { PaymentFields } from './payment-fields';
import { usePress } from './use-press';
import { type StripeScript, useStripeScript } from './use-stripe-script';

export type CheckoutScreenProps = {
  readonly kind: 'subscription' | 'pack';
  readonly title: string;
  readonly button: 'Subscribe' | 'Start trial' | 'Pay';
  readonly perSeat: boolean;
  /** Says how an amount recurs, with `{amount}` where it goes; null for a one-off. */
  readonly renewal: string | null;
  readonly request: OrderRequest;
  readonly summary: OrderSummary;
  readonly config: BrowserConfig;
  readonly quote: (request: OrderRequest) => Promise<QuoteAnswer>;
  readonly begin: (request: OrderRequest) => Promise<CheckoutAnswer>;
  /** Below the button. */
  readonly children?: ReactNode;
};

function onConnectionChange(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

function useOnline(): boolean {
  return useSyncExternalStore(
    onConnectionChange,
    () => navigator.onLine,
    () => true,
  );
}

type FormProps = CheckoutScreenProps & { readonly order: Order; readonly script: StripeScript };

function PaymentForm({ kind, button, perSeat, begin, order, script, children }: FormProps) {
  const { press, busy, problem } = usePress({ kind, order, begin });
  const online = useOnline();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!problem) return;
    alert.current?.focus({ preventScroll: true });
    alert.current?.scrollIntoView({ block: 'center' });
  }, [problem]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void press();
  };
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-6" aria-label="Payment">
      {perSeat && (
        <Field
          id="seats"
          name="seats"
          type="number"
          inputMode="numeric"
          label="Seats"
          min={SEATS.min}
          max={SEATS.max}
          step={1}
          value={order.seatsText}
          onChange={(event) => order.onSeats(event.target.value)}
          error={order.errors.seats}
          className="max-w-40"
        />
      )}
      <PaymentFields script={script} />
      {!online && (
        <Notice tone="warn">You are offline. Your details stay here until the connection is back.</Notice>
      )}
      {problem && (
        <Notice tone="danger" alert ref={alert}>
          {problem}
        </Notice>
      )}
      <div>
        <Button type="submit" size="lg" className="w-full" aria-disabled={busy} aria-busy={busy}>
          {button}
        </Button>
        <p role="status" className="mt-2 min-h-6 text-center text-ink-soft text-sm">
          {busy ? 'One moment. Please keep this page open.' : ''}
        </p>
        {children}
      </div>
    </form>
  );
}

/** The whole checkout: what it costs on one side, the card form on the other. */
export function CheckoutScreen(props: CheckoutScreenProps) {
  const { kind, title, renewal, request, summary, config, quote } = props;
  const order = useOrder({ request, summary }, quote);
  const script = useStripeScript(config);
  const appearance = useAppearance();
  const options = useMemo(
    () => elementsOptions(kind, order.summary, appearance),
    [kind, order.summary, appearance],
  );
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1.3fr_1fr] lg:gap-14">
      <div className="lg:order-2">
        <OrderSummaryPanel
          title={title}
          summary={order.summary}
          stale={order.stale}
          renewal={
            renewal && order.summary.recurring ? renewal.replace('{amount}', order.summary.recurring) : null
          }
        >
          {kind === 'subscription' && (
            <PromotionField
              text={order.promotionText}
              applied={order.request.promotionCode}
              error={order.errors.promotionCode}
              onText={order.onPromotionText}
              onApply={order.onApply}
            />
          )}
        </OrderSummaryPanel>
      </div>
      <Elements stripe={script.stripe} options={options}>
        <PaymentForm {...props} order={order} script={script} />
      </Elements>
    </div>
  );
}
