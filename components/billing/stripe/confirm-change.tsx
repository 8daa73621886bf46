'use client';

import { Elements, useElements } from '@stripe/react-stripe-js';
import type { StripeElements } from '@stripe/stripe-js';
import { type FormEvent, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { BrowserConfig } from '@/lib/payments/domain/mode';
import type { BrowserAction } from '@/lib/payments/domain/outcome';
import { useAppearance } from './appearance';
import { PaymentFields } from './payment-fields';
import { useConfirmation } from './use-confirmation';
import { type StripeScript, useStripeScript } from './use-stripe-script';

type Props = {
  readonly action: BrowserAction;
  readonly config: BrowserConfig;
  /** The path of this page, which says what became of it. */
  readonly address: string;
};

type CardProps = {
  readonly pay: (elements: StripeElements | null) => void;
  readonly busy: boolean;
  readonly script: StripeScript;
};

function OtherCard({ pay, busy, script }: CardProps) {
  const elements = useElements();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    pay(elements);
  };
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Payment" className="space-y-6">
      <PaymentFields kind="subscription" script={script} />
      <Button type="submit" size="lg" className="w-full" aria-disabled={busy} aria-busy={busy}>
        Pay with this card
      </Button>
    </form>
  );
}

/** Has the buyer's bank ask about the saved card; when that comes to nothing, another card can be entered. */
export function ConfirmChange({ action, config, address }: Props) {
  const script = useStripeScript(config);
  const appearance = useAppearance();
  const { problem, busy, needsCard, pay } = useConfirmation(script.stripe, action, address);
  const { clientSecret } = action;
  const options = useMemo(() => ({ clientSecret, appearance }), [clientSecret, appearance]);
  return (
    <div className="mt-8 space-y-6">
      {problem && (
        <Notice tone="danger" alert>
          {problem}
        </Notice>
      )}
      {(needsCard || script.failed) && (
        <Elements stripe={script.stripe} options={options}>
          <OtherCard pay={pay} busy={busy} script={script} />
        </Elements>
      )}
      <p role="status" className="min-h-6 text-ink-soft text-sm">
        {busy && !script.failed ? 'Asking your bank. Please keep this page open.' : ''}
      </p>
    </div>
  );
}
