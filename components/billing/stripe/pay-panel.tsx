'use client';

import { Elements, useElements, useStripe } from '@stripe/react-stripe-js';
import { type FormEvent, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { BrowserConfig } from '@/lib/payments/domain/mode';
import type { PayAnswer, SavedMethod } from '../pay-types';
import { useOnline } from '../use-online';
import { useAppearance } from './appearance';
import { intentOptions } from './elements-options';
import { payOnce } from './pay-once';
import { PaymentFields } from './payment-fields';
import { ProblemNotice } from './problem-notice';
import { SavedMethods } from './saved-methods';
import { usePress } from './use-press';
import { type StripeScript, useStripeScript } from './use-stripe-script';

type FormProps = {
  readonly kind: 'subscription' | 'pack';
  readonly button: string;
  /** Those to pick from, the first one picked; with none, the form is for a new one. */
  readonly saved: readonly SavedMethod[];
  readonly begin: () => Promise<PayAnswer>;
  readonly finish?: () => Promise<string>;
  /** What the page's address names: pressed before the script has run, the form comes back to the same page. */
  readonly query?: Readonly<Record<string, string>>;
};

function PayForm({
  kind,
  button,
  saved,
  begin,
  finish,
  query = {},
  script,
}: FormProps & { script: StripeScript }) {
  const stripe = useStripe();
  const elements = useElements();
  const [picked, setPicked] = useState(saved[0]?.id ?? null);
  const { press, busy, problem } = usePress(() =>
    payOnce({ stripe, elements, saved: picked, begin, finish: finish ?? null }),
  );
  const online = useOnline();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void press();
  };
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-6" aria-label="Payment">
      {Object.entries(query).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {saved.length > 0 && <SavedMethods methods={saved} picked={picked} onPick={setPicked} />}
      {picked === null && <PaymentFields kind={kind} script={script} />}
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
      </div>
    </form>
  );
}

type Props = FormProps & {
  readonly config: BrowserConfig;
  /** Minor units, for the card form alone: what is charged is decided by the server. Nothing: a card is only saved. */
  readonly charge: { readonly amount: number; readonly currency: string };
};

/** Pays with a payment method that was saved before, or with one that is typed into a frame of Stripe's. */
export function PayPanel({ config, charge, ...form }: Props) {
  const script = useStripeScript(config);
  const appearance = useAppearance();
  const { kind } = form;
  const options = useMemo(
    () => ({ ...intentOptions(kind, { charge }), appearance }),
    [kind, charge, appearance],
  );
  return (
    <Elements stripe={script.stripe} options={options}>
      <PayForm {...form} script={script} />
    </Elements>
  );
}
