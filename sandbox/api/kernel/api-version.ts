import type Stripe from 'stripe';

/** The one version spoken here. Typed by the SDK, so that an upgrade which moves the pin does not compile. */
export const API_VERSION: Stripe.LatestApiVersion = '2026-10-28.endive';
