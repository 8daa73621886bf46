import { defineControl, none } from './define';

/** Shrinks the journal now; it happens by itself when there is much to win. */
export const compact = defineControl({
  method: 'POST',
  path: '/compact',
  body: none,
  run: async ({ parts }) => parts.ledger.store.compact(),
});
