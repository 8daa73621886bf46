import type { PaymentProvider } from '../../provider';
import { catalogWrites } from './catalog';
import { API_VERSION, createStripeClient, type StripeClientOptions } from './client';
import { dashboardUrls } from './dashboard-url';
import { lookUps } from './find';
import { planChangePreviews } from './preview-plan-changes';
import { mirrorReads } from './read';
import { documentReads } from './read-documents';
import { eventReads } from './read-events';
import { pageReads } from './read-page';
import { taxSetupReads } from './read-tax-setup';
import { looksStale } from './stale';
import { verifyEvent } from './verify-event';
import { checkoutWrites } from './write';
import { customerWrites } from './write-customers';
import { planChangeWrites } from './write-plan-changes';
import { refundWrites } from './write-refunds';
import { subscriptionWrites } from './write-subscriptions';
import { taxIdWrites } from './write-tax-ids';
import { usageWrites } from './write-usage';

export type StripeProviderOptions = StripeClientOptions & { readonly webhookSecrets: readonly string[] };

/** Stripe, behind the port. */
export function createStripeProvider({ webhookSecrets, ...options }: StripeProviderOptions): PaymentProvider {
  const stripe = createStripeClient(options);
  return {
    name: 'stripe',
    apiVersion: API_VERSION,
    ...checkoutWrites(stripe),
    ...planChangeWrites(stripe),
    ...planChangePreviews(stripe),
    ...subscriptionWrites(stripe),
    ...customerWrites(stripe),
    ...taxIdWrites(stripe),
    ...usageWrites(stripe),
    ...refundWrites(stripe),
    ...catalogWrites(stripe),
    ...taxSetupReads(stripe),
    ...documentReads(options.baseUrl),
    ...lookUps(stripe),
    ...mirrorReads(stripe),
    ...pageReads(stripe),
    ...eventReads(stripe),
    dashboardUrl: dashboardUrls(options),
    looksStale,
    verifyEvent: (rawBody, signature, now) => verifyEvent(webhookSecrets, rawBody, signature, now),
  };
}
