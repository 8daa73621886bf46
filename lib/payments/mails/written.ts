import type { PaymentsContext } from '../context';
import type { Letter } from './letters/letter';

/**
 * What a mail came to when it was its turn. `untrue`: what it was to say no longer holds, so it is not sent. `too_early`:
 * the mirror does not show yet what the event said; it will soon.
 */
export type Written =
  | { readonly kind: 'letter'; readonly letter: Letter }
  | { readonly kind: 'untrue'; readonly reason: string }
  | { readonly kind: 'too_early'; readonly reason: string };

/** Writes a mail about the object with this id, from the mirror as it is now. */
export type Writer = (context: PaymentsContext, objectId: string) => Promise<Written>;

export const letter = (written: Letter): Written => ({ kind: 'letter', letter: written });
export const untrue = (reason: string): Written => ({ kind: 'untrue', reason });
export const tooEarly = (reason: string): Written => ({ kind: 'too_early', reason });
