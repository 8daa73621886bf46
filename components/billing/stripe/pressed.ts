import { RETRY_ID } from './payment-fields';

/** What stands in the way, and the page that helps, where there is one. */
export type Problem = { readonly text: string; readonly help: Help | null };
export type Help = { readonly label: string; readonly address: string };

/** What a press led to. `stay` without a problem: a field or a notice already says it, and has the focus. */
export type Pressed =
  | { readonly kind: 'leave'; readonly address: string }
  | { readonly kind: 'stay'; readonly problem: Problem | null };

export const STILL_LOADING = 'The card form is still loading. Please press again in a moment.';
export const INCOMPLETE = 'Please complete your card details.';
export const OFFLINE = 'You are offline. Nothing was sent: press again when the connection is back.';
export const NO_ANSWER = 'We could not be reached. Nothing will be charged twice: please press again.';

/** Stays on the page, saying this. */
export const stayWith = (text: string): Pressed => ({ kind: 'stay', problem: { text, help: null } });

/** Where the card form is missing, leads to the button that loads it again; false where it is not. */
export function leadToRetry(): boolean {
  const retry = document.getElementById(RETRY_ID);
  retry?.focus();
  return retry !== null;
}
