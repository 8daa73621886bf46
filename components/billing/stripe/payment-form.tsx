'use client';

import { useElements, useStripe } from '@stripe/react-stripe-js';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SeatsField } from '../seats-field';
import { useOnline } from '../use-online';
import { PaymentFields } from './payment-fields';
import { type Press, pressOnce } from './press-once';
import { ProblemNotice } from './problem-notice';
import { usePress } from './use-press';
import type { StripeScript } from './use-stripe-script';
import { Wallets } from './wallets';

type Props = Pick<Press, 'kind' | 'order' | 'begin'> & {
  readonly button: string;
  readonly promise: string;
  readonly perSeat: boolean;
  readonly script: StripeScript;
  readonly children?: ReactNode;
};

/** The card form with its button, which is never disabled: pressed too early, it says what is missing. */
export function PaymentForm({ kind, order, begin, button, promise, perSeat, script, children }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const { press, busy, problem } = usePress(() => pressOnce({ kind, order, begin, stripe, elements }));
  const online = useOnline();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void press();
  };
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-6" aria-label="Payment">
      {/* Pressed before the script has loaded, the form comes back to this page: with the same currency. */}
      <input type="hidden" name="currency" value={order.request.currency} />
      {perSeat && <SeatsField text={order.seatsText} error={order.errors.seats} onText={order.onSeats} />}
      <PaymentFields kind={kind} script={script} wallets="apart" />
      {!online && (
        <Notice tone="warn">You are offline. Your details stay here until the connection is back.</Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
      <div>
        <Button type="submit" size="lg" className="w-full" aria-disabled={busy} aria-busy={busy}>
          {button}
        </Button>
        <p role="status" className="mt-2 min-h-6 text-center text-ink-soft text-sm">
          {busy ? 'One moment. Please keep this page open.' : ''}
        </p>
        <p className="text-center text-ink-soft text-sm">{promise}</p>
        {script.stripe && <Wallets press={press} stale={order.stale} />}
        {children}
      </div>
    </form>
  );
}
