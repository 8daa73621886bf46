import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { defineRoute, p, type Wire } from '../kernel';

type Account = Wire<Stripe.Account>;

const CAPABILITIES = { card_payments: 'active', transfers: 'active' } as const;

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/account',
  params: p.none,
  handle: ({ tx }): Account => ({
    id: accountId(tx.account),
    object: 'account',
    business_profile: null,
    business_type: null,
    capabilities: CAPABILITIES,
    charges_enabled: true,
    controller: { type: 'account' },
    country: 'US',
    default_currency: 'usd',
    details_submitted: true,
    email: null,
    payouts_enabled: true,
    settings: null,
    type: 'standard',
  }),
});

/** The same suffix is always the same account, also after all state was wiped. */
function accountId(suffix: string): string {
  return `acct_1${createHash('sha256').update(`account ${suffix}`).digest('hex').slice(0, 15)}`;
}

export const accountRoutes = [retrieve];
