import { z } from 'zod';
import { Notice } from '@/components/ui/notice';
import { REFUSALS } from '@/lib/payments/domain/refusal';
import { TOLD, type Told } from './billing-path';

// The address is the visitor's to write: only sentences of ours are ever shown for it.
const toldSchema = z.object({ told: z.enum(TOLD) });
const refusedSchema = z.object({
  refused: z.string().transform((code) => Object.entries(REFUSALS).find(([known]) => known === code)?.[1]),
});

const SENTENCES: Readonly<Record<Told, string>> = {
  changed: 'Your plan was changed.',
  scheduled: 'Your plan will change at the end of the period.',
  canceled: 'Your plan was canceled. Everything stays open until the day it ends.',
  resumed: 'Your plan goes on.',
  taken_back: 'The planned change was taken back. Your plan stays as it is.',
  withdrawn: 'That was taken back. Nothing was changed.',
  too_late: 'It was too late to take that back: it may be under way already.',
  deferred:
    'We can’t reach our payment provider right now. What you asked for is kept, and done once we can.',
  finished: 'That is done. You see how things stand now.',
  ended: 'Your plan has ended. You can come back at any time.',
  paused: 'Your plan is paused. Nothing is charged until you resume it.',
  default_changed: 'From now on that card is charged.',
  card_removed: 'The card was removed.',
  promotion_applied: 'The promotion code counts from your next invoice on.',
  tax_id_changed: 'Your tax id was changed. It is on your invoices from the next one on.',
  details_changed: 'Your details were changed. They are on your invoices from the next one on.',
  paid: 'Thank you, that is paid.',
  paying: 'Your payment is on its way. We’re checking with your bank.',
};

/** What has become of a form, as its redirect says; nothing to see for an address without that. */
export function BillingNotice({ query }: { query: unknown }) {
  const told = toldSchema.safeParse(query).data?.told;
  const refused = refusedSchema.safeParse(query).data?.refused;
  return (
    <>
      {/* Always there: what appears in it after a form was sent is read out. */}
      <div role="status">
        {told && (
          <Notice tone={told === 'too_late' ? 'warn' : 'info'} className="mb-8">
            {SENTENCES[told]}
          </Notice>
        )}
      </div>
      {refused && (
        <Notice tone="danger" alert className="mb-8">
          {refused}
        </Notice>
      )}
    </>
  );
}
