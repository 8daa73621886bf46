/** Where an object differs from what Stripe would send, and how. */
export interface Violation {
  /** A JSON pointer into the object, such as `/items/data/0/price`. */
  pointer: string;
  /** `missing`: the field is not there at all, as in what a publishable key gets to see. */
  kind: 'missing' | 'wrong';
  reason: string;
}
