/** The world payments happen in. */
export type Mode = 'sandbox' | 'test' | 'live';

/** What a page needs to load the provider's browser script; known at request time, so one build serves every mode. */
export type BrowserConfig = {
  readonly mode: Mode;
  readonly publishableKey: string;
  /** The stand-in's script in sandbox mode, to be awaited before `loadStripe`; null when Stripe's own loader does it. */
  readonly standInScript: string | null;
};
