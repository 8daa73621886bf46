import type { StripeAddressElementChangeEvent } from '@stripe/stripe-js';
import { isRecord } from '../record';
import { areLooks, type DialectGuards, type FrameLooks, isNothing, isOfKind } from './protocol';
import { isSubmitted, type Submitted } from './submitted';

export type AddressValue = StripeAddressElementChangeEvent['value'];

/** A default for a field; null where the page named none. */
export interface AddressDefaults {
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postal_code: string | null;
  readonly country: string | null;
}

export interface AddressFrameConfig extends FrameLooks {
  readonly mode: 'billing' | 'shipping';
  readonly countries: readonly string[] | null;
  readonly defaults: AddressDefaults;
  readonly name: 'full' | 'split' | 'organization' | 'none';
  readonly phone: 'none' | 'optional' | 'required';
  readonly blockPoBox: boolean;
}

export interface AddressState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
  readonly value: AddressValue;
}

export interface AddressDialect {
  readonly config: AddressFrameConfig;
  readonly state: AddressState;
  readonly question: { readonly kind: 'submit' };
  readonly answer: Submitted;
  readonly notice: never;
}

export const addressGuards: DialectGuards<AddressDialect> = {
  config: (value): value is AddressFrameConfig => areLooks(value) && isRecord(value.defaults),
  state: (value): value is AddressState => isRecord(value) && isRecord(value.value),
  question: (value): value is AddressDialect['question'] => isOfKind(value, 'submit'),
  answer: isSubmitted,
  notice: isNothing,
};
