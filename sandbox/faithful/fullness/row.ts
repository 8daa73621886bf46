/** What Stripe fills, and leaves null, in an object in one of its states. */
export interface Row {
  /** The `object` value. */
  object: string;
  /** In words, for people. */
  state: string;
  /** The fields (dotted) that tell the state from the object alone, with their values. */
  where: Readonly<Record<string, Scalar | readonly Scalar[] | { not: Scalar }>>;
  /** Fields that are neither missing nor null; `*` stands for each item of a list. */
  filled: readonly string[];
  /** Fields that are null or not there. */
  empty: readonly string[];
  /** How that is known. */
  source: string;
}

type Scalar = string | number | boolean | null;

/** The sources that most rows go back to. */
export const TYPES = 'doc comments of stripe 23.1.0';
export const RECORDED = 'recorded test mode responses, 2025-10-29.clover and later';
export const REFERENCE = 'example object of the API reference';
