import type { PaymentProvider } from '../../provider';
import { catalogWrites } from './catalog';
import { API_VERSION, createStripeClient, type StripeClientOptions } from './client';
import { lookUps } from './find';
import { mirrorReads } from './read';
import { verifyEvent } from './verify-event';
import { checkoutWrites } from './write';

export type StripeProviderOptions = StripeClientOptions & { readonly webhookSecrets: readonly string[] };

/** Stripe, behind the port. */
export function createStripeProvider({ webhookSecrets, ...options }: StripeProviderOptions): PaymentProvider {
  const stripe = createStripeClient(options);
  return {
    name: 'stripe',
    apiVersion: API_VERSION,
    ...checkoutWrites(stripe),
    ...catalogWrites(stripe),
    ...lookUps(stripe),
    ...mirrorReads(stripe),
    verifyEvent: (rawBody, signature, now) => verifyEvent(webhookSecrets, rawBody, signature, now),
  };
}
