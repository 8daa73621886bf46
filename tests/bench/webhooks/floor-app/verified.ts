import Stripe from 'stripe';

/** The event of a delivery, as Stripe's documentation has it checked. @throws when the signature is not Stripe's */
export function verified(body: string, signature: string): Stripe.Event {
  return Stripe.webhooks.constructEvent(body, signature, process.env.STRIPE_WEBHOOK_SECRET ?? '');
}
