import { defineCollection, type Transaction } from '../kernel';
import type { CardMemory, PaymentMethod } from './payment-method';

/** A 3-D Secure challenge of an intent; its id is the intent's. */
export interface Challenge {
  id: string;
  object: '_challenge';
  method: string;
  state: 'open' | 'passed';
}

export const challenges = defineCollection<Challenge>('_challenge');

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

/** The challenge is under way: the browser shows it and reports its end to `/elements/3ds/:intent`. */
export function openChallenge(tx: Transaction, intent: string, method: PaymentMethod): void {
  tx.put(challenges, { id: intent, object: '_challenge', method: method.id, state: 'open' });
}

/** What an intent tells Stripe.js to do. */
export function challengeAction(intent: string) {
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: { type: 'three_d_secure_challenge', source: `src_${intent.slice(-14)}` },
  };
}
