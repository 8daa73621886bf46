'use client';

import { PaymentElement } from '@stripe/react-stripe-js';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { StripeScript } from './use-stripe-script';

/** Where pressing the main button leads while the form is missing. */
export const RETRY_ID = 'load-card-form-again';

/** Named in the terms under the card fields. */
const OPTIONS = { business: { name: 'Billfold' } };
const WITHOUT_WALLETS = {
  ...OPTIONS,
  wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
} as const;

type Props = {
  readonly kind: 'subscription' | 'pack';
  readonly script: StripeScript;
  /** Whether wallets are offered among the fields, or have buttons of their own. */
  readonly wallets?: 'within' | 'apart';
};

function Failure({ retry }: { retry: () => void }) {
  return (
    <Notice tone="warn" alert className="flex flex-wrap items-center justify-between gap-4">
      <span>The card form could not be loaded. Nothing was charged.</span>
      <Button id={RETRY_ID} look="secondary" size="sm" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}

/** The card fields, in a frame of Stripe's: what is typed there never enters this page. */
export function PaymentFields({ kind, script, wallets = 'within' }: Props) {
  const [ready, setReady] = useState(false);
  if (script.failed) return <Failure retry={script.retry} />;
  return (
    // The height the frame comes to, with the terms of a subscription on a phone: the button below must not move away
    // from under a finger that is about to press it.
    <div className={kind === 'subscription' ? 'relative min-h-[16.25rem]' : 'relative min-h-48'}>
      {!ready && (
        <div role="status" className="absolute inset-0 space-y-4">
          <span className="sr-only">Loading the card form</span>
          <div className="h-18 animate-pulse rounded-md bg-ink/6" />
          <div className="grid grid-cols-2 gap-4">
            <div className="h-18 animate-pulse rounded-md bg-ink/6" />
            <div className="h-18 animate-pulse rounded-md bg-ink/6" />
          </div>
        </div>
      )}
      {script.stripe && (
        <PaymentElement
          options={wallets === 'apart' ? WITHOUT_WALLETS : OPTIONS}
          onReady={() => setReady(true)}
          onLoadError={script.fail}
        />
      )}
    </div>
  );
}
