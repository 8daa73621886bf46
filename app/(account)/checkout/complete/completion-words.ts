import { findSellable, planOf } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import type { Completion } from '@/lib/payments/domain/views';

export type CompletionWords = {
  readonly title: string;
  readonly text: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly looking: boolean;
  readonly good: boolean;
};

const BILLING = { href: '/billing', label: 'See your billing' } as const;

function bought(lookupKey: string): string {
  const sold = findSellable(lookupKey);
  if (!sold) return 'your purchase';
  return sold.kind === 'pack' ? sold.pack.name : sold.plan.name;
}

/** What the completion page says; `not_found` is a 404 and has no words. */
export function completionWords(
  completion: Exclude<Completion, { kind: 'not_found' }>,
  locale: string,
): CompletionWords {
  const settled = { looking: false, good: true };
  const open = { looking: false, good: false };
  switch (completion.kind) {
    case 'subscribed': {
      const until =
        completion.trialEnd &&
        new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(completion.trialEnd);
      return {
        title: `You're on ${planOf(completion.plan).name}`,
        text: until
          ? `Your trial runs until ${until}. Nothing has been charged, and nothing will be before then.`
          : 'Thank you. Everything you paid for is open, and the invoice is under billing.',
        links: [{ href: '/members', label: 'Go to the members’ area' }, BILLING],
        ...settled,
      };
    }
    case 'paid':
      return {
        title: 'Payment complete',
        text: `Thank you. You paid ${formatMoney(completion.amount, locale)} for ${bought(completion.lookupKey)}.`,
        links: [BILLING],
        ...settled,
      };
    case 'processing':
      return {
        title: 'Checking with your bank',
        text: 'We’re checking with your bank. Nothing will be charged twice. This page looks again by itself; you may also leave and find the result under billing.',
        links: [BILLING],
        looking: true,
        good: false,
      };
    case 'unpaid':
      return {
        title: 'This has not been paid yet',
        text: 'Nothing was charged. You can go on where you left off.',
        links: [{ href: `/checkout/${completion.lookupKey}`, label: 'Back to checkout' }],
        ...open,
      };
    case 'ended':
      return {
        title: 'This checkout has ended',
        text: completion.refusal.message,
        links: [{ href: `/checkout/${completion.lookupKey}`, label: 'Start again' }],
        ...open,
      };
  }
}
