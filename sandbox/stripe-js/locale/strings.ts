import type { ProblemCode } from '../card/verdict';

/** Everything the frames say, in one language. `{business}` and `{amount}` are filled in. */
export interface Strings {
  readonly numberLabel: string;
  readonly expiryLabel: string;
  readonly expiryPlaceholder: string;
  readonly cvcLabel: string;
  readonly cvcPlaceholder: string;
  readonly cvcHint: string;
  readonly cvcHintAmex: string;
  readonly supportedCards: string;
  readonly terms: string;
  readonly thisBusiness: string;
  readonly sandboxNote: string;
  readonly problems: Readonly<Record<ProblemCode, string>>;
  readonly declines: Readonly<Record<'incorrect_number' | 'incorrect_cvc' | 'expired_card', string>>;
  readonly challenge: ChallengeStrings;
}

export interface ChallengeStrings {
  readonly bank: string;
  readonly heading: string;
  readonly payment: string;
  readonly setup: string;
  readonly explanation: string;
  readonly complete: string;
  readonly fail: string;
  readonly working: string;
  readonly unreachable: string;
}
