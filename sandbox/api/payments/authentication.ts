import { defineCollection, randomText, type Transaction } from '../kernel';
import type { CardMemory, PaymentMethod } from './payment-method';

/** A 3-D Secure challenge of an intent; its id is the intent's. */
export interface Challenge {
  id: string;
  object: '_challenge';
  method: string;
  state: 'open' | 'passed';
  /** Where its page sends the buyer back to; null when Stripe.js shows it in the merchant's own page. */
  return_url: string | null;
  /** What nobody can guess in the address of its page. */
  token: string;
}

export const challenges = defineCollection<Challenge>('_challenge', {
  indexes: { token: (challenge) => challenge.token },
});

/** How 3-D Secure went: the buyer was asked, or the bank was content without. */
export type Authentication3ds = 'challenge' | 'frictionless';

export interface Circumstances {
  /** The buyer is not there to answer. */
  offSession: boolean;
  /** `request_three_d_secure` asks for it wherever the card can. */
  requested: boolean;
}

/** Whether the bank wants to see the buyer before it pays. */
export function wantsChallenge(memory: CardMemory, { offSession, requested }: Circumstances): boolean {
  switch (memory.behaviour.authentication) {
    case 'never':
    case 'frictionless':
      return false;
    case 'on_request':
      return requested && !offSession;
    case 'on_session':
      return !offSession;
    case 'unless_set_up':
      return !offSession || !memory.setUp;
    case 'always':
      return true;
  }
}

/**
 * The challenge is under way. Answers what the intent tells its browser to do: to let Stripe.js show the challenge,
 * which reports its end to `/elements/3ds/:intent`, or to go to the challenge's own page and come back from it.
 */
export function openChallenge(
  tx: Transaction,
  intent: string,
  method: PaymentMethod,
  return_url: string | null,
): NextAction {
  const token = randomText(24);
  tx.put(challenges, {
    id: intent,
    object: '_challenge',
    method: method.id,
    state: 'open',
    return_url,
    token,
  });
  if (return_url === null) {
    return {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_challenge', source: `src_${intent.slice(-14)}` },
    };
  }
  const account = Buffer.from(tx.account).toString('base64url');
  const url = `${tx.origin}/3d_secure/${account}/${token}`;
  return { type: 'redirect_to_url', redirect_to_url: { return_url, url } };
}

/** What an intent tells its browser to do. */
export type NextAction =
  | { type: 'use_stripe_sdk'; use_stripe_sdk: { [key: string]: string } }
  | { type: 'redirect_to_url'; redirect_to_url: { return_url: string; url: string } };
