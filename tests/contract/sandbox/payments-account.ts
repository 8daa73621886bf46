import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { type Harness, type Reply, sdk } from './kernel-harness';

/** A new account on the sandbox, with its SDK and what a test needs beside it. */
export interface Account {
  stripe: Stripe;
  publishable: string;
  /** The types of the account's events so far, oldest first. */
  eventTypes(): Promise<string[]>;
  /** The account's events of one type, oldest first. */
  eventsOf(type: string): Promise<Stripe.Event[]>;
  /** Pays 10.00 US dollars with a test card by its name. */
  pay(card: string, extra?: Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.PaymentIntent>;
  /** Ends an intent's 3-D Secure challenge as its dialog does. */
  answer(intent: Stripe.PaymentIntent | Stripe.SetupIntent, outcome: 'succeed' | 'fail'): Promise<Reply>;
}

/** Nobody is sent elsewhere, so that a server may confirm without an address to come back to. */
export const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

export function newAccount(harness: Pick<Harness, 'url' | 'send'>): Account {
  const suffix = `a${randomUUID().replaceAll('-', '')}`;
  const stripe = sdk(harness.url, `sk_test_${suffix}`);
  const publishable = `pk_test_${suffix}`;
  const events = async () => (await stripe.events.list({ limit: 100 })).data.reverse();
  return {
    stripe,
    publishable,
    eventTypes: async () => (await events()).map((event) => event.type),
    eventsOf: async (type) => (await events()).filter((event) => event.type === type),
    pay: (card, extra = {}) =>
      stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        payment_method: card,
        confirm: true,
        ...NEVER,
        ...extra,
      }),
    answer(intent, outcome) {
      const form = new URLSearchParams({ outcome, client_secret: intent.client_secret ?? '' }).toString();
      return harness.send('POST', `/elements/3ds/${intent.id}`, { key: publishable, form });
    },
  };
}

/** The net of everything in an account's balance, in minor units. */
export async function netBalance(stripe: Stripe): Promise<number> {
  const entries = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  return entries.reduce((sum, entry) => sum + entry.net, 0);
}
