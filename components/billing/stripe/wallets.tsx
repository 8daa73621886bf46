'use client';

import { ExpressCheckoutElement } from '@stripe/react-stripe-js';
import type { StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import { useState } from 'react';

type Props = {
  /** One press of the button that pays; answers whether the page is being left. */
  readonly press: () => Promise<boolean>;
  /** Whether the price shown is being worked out anew: a wallet would show the old one. */
  readonly stale: boolean;
};

/** Apple Pay, Google Pay and Link, where this browser has them. Below the form: what appears late must not move it. */
export function Wallets({ press, stale }: Props) {
  const [offered, setOffered] = useState(false);
  const confirm = async (event: StripeExpressCheckoutElementConfirmEvent) => {
    // Nobody else closes the wallet's sheet.
    if (!(await press())) event.paymentFailed({ reason: 'fail' });
  };
  return (
    <div className={offered ? 'pt-6' : 'invisible h-0 overflow-hidden'}>
      <p className="mb-3 text-center text-ink-soft text-sm">or pay with</p>
      <ExpressCheckoutElement
        onReady={({ availablePaymentMethods }) => setOffered(availablePaymentMethods !== undefined)}
        onClick={(event) => (stale ? event.reject() : event.resolve())}
        onConfirm={confirm}
      />
    </div>
  );
}
