export type ProblemCode =
  | 'incomplete_number'
  | 'invalid_number'
  | 'incomplete_expiry'
  | 'invalid_expiry_month'
  | 'invalid_expiry_month_past'
  | 'invalid_expiry_year'
  | 'invalid_expiry_year_past'
  | 'incomplete_cvc'
  | 'invalid_cvc';

/**
 * What a field's text amounts to. `unfinished` may still become right by typing on; `wrong` cannot,
 * and is worth saying while the person is still typing.
 */
export type Verdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'empty' | 'unfinished' | 'wrong'; readonly code: ProblemCode };

export const COMPLETE: Verdict = { kind: 'complete' };
