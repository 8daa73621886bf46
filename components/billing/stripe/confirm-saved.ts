import type { Stripe } from '@stripe/stripe-js';
import type { BrowserAction } from '@/lib/payments/domain/outcome';
import { type Confirmation, nothingHappened, UNUSABLE } from './confirm-intent';

/**
 * Carries out what the bank of the saved card asks for. A card that was declined is not tried again: `declined` then says
 * why, and the buyer uses another one.
 */
export async function confirmSaved(
  stripe: Stripe,
  { type, clientSecret }: BrowserAction,
): Promise<Confirmation> {
  if (type === 'confirm_setup') return { kind: 'declined', message: 'Please enter the card to save.' };
  const { error, paymentIntent } = await stripe.handleNextAction({ clientSecret });
  if (error) {
    return nothingHappened(error)
      ? { kind: 'declined', message: error.message ?? UNUSABLE }
      : { kind: 'settling' };
  }
  return paymentIntent?.status === 'requires_payment_method'
    ? { kind: 'declined', message: paymentIntent.last_payment_error?.message ?? UNUSABLE }
    : { kind: 'settling' };
}
