import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js';
import type { BrowserAction } from '@/lib/payments/domain/outcome';

export type Confirmation =
  /** Confirmed, or it is not known: the completion page finds out. */
  | { readonly kind: 'settling' }
  /** The card or the bank said no; the form goes on with the same client secret. */
  | { readonly kind: 'declined'; readonly message: string };

export const UNUSABLE = 'That card could not be used. Please try another one.';

/** Whether an error leaves no doubt that nothing was paid. A lost connection does: the confirmation may have arrived. */
export function nothingHappened(error: StripeError): boolean {
  if (error.type === 'card_error' || error.type === 'validation_error') return true;
  const status = error.payment_intent?.status ?? error.setup_intent?.status;
  return status === 'requires_payment_method';
}

/** Has Stripe.js confirm what the server prepared; a bank's question is asked on top of the page. */
export async function confirmIntent(
  stripe: Stripe,
  elements: StripeElements,
  { type, clientSecret }: BrowserAction,
  returnUrl: string,
): Promise<Confirmation> {
  const request = {
    elements,
    clientSecret,
    confirmParams: { return_url: returnUrl },
    redirect: 'if_required',
  } as const;
  const { error } =
    type === 'confirm_setup' ? await stripe.confirmSetup(request) : await stripe.confirmPayment(request);
  if (error && nothingHappened(error)) return { kind: 'declined', message: error.message ?? UNUSABLE };
  return { kind: 'settling' };
}

/** Has Stripe.js confirm a payment with a payment method that was saved before. */
export async function confirmWith(
  stripe: Stripe,
  paymentMethod: string,
  { clientSecret }: BrowserAction,
  returnUrl: string,
): Promise<Confirmation> {
  const { error } = await stripe.confirmPayment({
    clientSecret,
    confirmParams: { payment_method: paymentMethod, return_url: returnUrl },
    redirect: 'if_required',
  });
  if (error && nothingHappened(error)) return { kind: 'declined', message: error.message ?? UNUSABLE };
  return { kind: 'settling' };
}
