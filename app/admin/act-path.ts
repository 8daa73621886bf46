import type { Outcome } from '@/lib/payments/domain/outcome';
import type { RefusalCode } from '@/lib/payments/domain/refusal';

/** What an act has come to, as the address of the page says it that it leads to. */
export const DONE = [
  'refunded',
  'canceled',
  'resumed',
  'given',
  'synced',
  'unreachable',
  'pending',
  'deferred',
  'role_changed',
] as const;
export type ActDone = (typeof DONE)[number];

export type Said = { readonly done: ActDone } | { readonly refused: RefusalCode };

/** What to say of an outcome. */
export function saidOf(outcome: Outcome, done: ActDone): Said {
  switch (outcome.kind) {
    case 'done':
      return { done };
    case 'deferred':
      return { done: 'deferred' };
    case 'refused':
      return { refused: outcome.code };
    case 'requires_action':
    case 'processing':
    case 'unknown':
      return { done: 'pending' };
    default:
      return outcome satisfies never;
  }
}

/** A page, saying what became of an act. */
export const saying = (path: string, said: Said): string => `${path}?${new URLSearchParams(said)}`;
