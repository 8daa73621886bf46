import { z } from 'zod';
import { Notice } from '@/components/ui/notice';
import { isRefusalCode, REFUSALS } from '@/lib/payments/domain/refusal';
import { type ActDone, DONE } from './act-path';

const SENTENCES: Readonly<Record<ActDone, string>> = {
  refunded: 'The refund is on its way. It takes five to ten days to reach the card.',
  canceled: 'The subscription is canceled.',
  resumed: 'The subscription goes on.',
  given: 'The credits are given.',
  synced: 'Everything was read again.',
  unreachable: 'Not everything could be read: Stripe cannot be reached. Please try again shortly.',
  pending:
    'Whether that was carried out is being found out. Do not do it again: it is listed under Operations.',
  role_changed: 'The role is changed. It counts from their next page on.',
  deferred: 'That is accepted, and carried out as soon as Stripe can be reached.',
};

const schema = z.union([
  z.object({ done: z.enum(DONE) }),
  z.object({ refused: z.string().refine(isRefusalCode) }),
]);

/** What an act has come to, as its redirect says; nothing for an address without one. */
export function ActNotice({ query }: { query: unknown }) {
  const { data } = schema.safeParse(query);
  if (!data) return null;
  const refused = 'refused' in data;
  return (
    <div role="status" className="mb-6">
      <Notice tone={refused ? 'danger' : 'info'}>
        {refused ? REFUSALS[data.refused] : SENTENCES[data.done]}
      </Notice>
    </div>
  );
}
