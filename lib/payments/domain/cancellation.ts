/** Why somebody cancels, by Stripe's names; what we ask, and never insist on. */
export const CANCELLATION_FEEDBACK = [
  'too_expensive',
  'missing_features',
  'switched_service',
  'unused',
  'customer_service',
  'too_complex',
  'low_quality',
  'other',
] as const;
export type CancellationFeedback = (typeof CANCELLATION_FEEDBACK)[number];

/** `feedback`: null when nothing was said. */
export type Cancellation = {
  readonly when: 'period_end' | 'now';
  readonly feedback: CancellationFeedback | null;
};
