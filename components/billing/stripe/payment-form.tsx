'use client';

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { SeatsField } from '../seats-field';
import { useOnline } from '../use-online';
import { PaymentFields } from './payment-fields';
import type { Press, Problem } from './press-once';
import { usePress } from './use-press';
import type { StripeScript } from './use-stripe-script';

type Props = Pick<Press, 'kind' | 'order' | 'begin'> & {
  readonly button: string;
  readonly perSeat: boolean;
  readonly script: StripeScript;
  readonly children?: ReactNode;
};

/** What went wrong: read out, focused and brought into view each time it changes. */
function ProblemNotice({ problem }: { problem: Problem }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.focus({ preventScroll: true });
    notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Notice tone="danger" alert ref={notice}>
      {problem.text}
      {problem.help && (
        <>
          {' '}
          <TextLink href={problem.help.address}>{problem.help.label}</TextLink>
        </>
      )}
    </Notice>
  );
}

/** The card form with its button, which is never disabled: pressed too early, it says what is missing. */
export function PaymentForm({ kind, order, begin, button, perSeat, script, children }: Props) {
  const { press, busy, problem } = usePress({ kind, order, begin });
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
      <PaymentFields kind={kind} script={script} />
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
        {children}
      </div>
    </form>
  );
}
