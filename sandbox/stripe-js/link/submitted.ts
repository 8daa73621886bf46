import type { StripeError } from '@stripe/stripe-js';
import { isRecord } from '../record';
import { isOfKind } from './protocol';

/** The answer of every kind of element to being submitted: what is wrong with it, or null. */
export interface Submitted {
  readonly kind: 'submitted';
  readonly error: StripeError | null;
}

export function submitted(error: StripeError | null): Submitted {
  return { kind: 'submitted', error };
}

export function isSubmitted(value: unknown): value is Submitted {
  return isOfKind(value, 'submitted') && (value.error === null || isRecord(value.error));
}
