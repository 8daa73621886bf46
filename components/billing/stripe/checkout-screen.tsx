'use client';

import { Elements } from '@stripe/react-stripe-js';
import { type ReactNode, useMemo } from 'react';
import type { BrowserConfig } from '@/lib/payments/domain/mode';
import type { CheckoutAnswer, OrderRequest, OrderSummary, QuoteAnswer } from '../checkout-types';
import { OrderSummaryPanel } from '../order-summary';
import { PromotionField } from '../promotion-field';
import { useOrder } from '../use-order';
import { useAppearance } from './appearance';
import { elementsOptions } from './elements-options';
import { PaymentForm } from './payment-form';
import { useStripeScript } from './use-stripe-script';

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
  /** Said below the button. */
  readonly promise: string;
  /** Below all the ways to pay. */
  readonly children?: ReactNode;
};

/** The whole checkout: what it costs on one side, the card form on the other. */
export function CheckoutScreen(props: CheckoutScreenProps) {
  const { kind, title, renewal, request, summary, config, quote, begin, button, perSeat, promise, children } =
    props;
  const order = useOrder({ request, summary }, quote);
  const script = useStripeScript(config);
  const appearance = useAppearance();
  const options = useMemo(
    () => elementsOptions(kind, order.summary, appearance),
    [kind, order.summary, appearance],
  );
  const { recurring, tax } = order.summary;
  const amount = recurring && (tax && !tax.included ? `${recurring} plus tax` : recurring);
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1.3fr_1fr] lg:gap-14">
      <div className="lg:order-2">
        <OrderSummaryPanel
          title={title}
          summary={order.summary}
          stale={order.stale}
          renewal={renewal && amount && renewal.replace('{amount}', () => amount)}
        >
          {kind === 'subscription' && <PromotionField order={order} />}
        </OrderSummaryPanel>
      </div>
      <Elements stripe={script.stripe} options={options}>
        <PaymentForm
          kind={kind}
          order={order}
          begin={begin}
          button={button}
          promise={promise}
          perSeat={perSeat}
          script={script}
        >
          {children}
        </PaymentForm>
      </Elements>
    </div>
  );
}
