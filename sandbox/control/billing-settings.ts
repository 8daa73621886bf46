import { z } from 'zod';
import { changeSettings, settingsOf } from '../api/billing/settings';
import { defineControl, none, type Parts, Refusal } from './define';

const days = z.int().min(0).max(365);

const settingsBody = z.strictObject({
  upcoming_days: days.optional(),
  retry_days: z
    .array(days.min(1))
    .max(20)
    .refine((list) => list.every((day, i) => i === 0 || day > (list[i - 1] ?? 0)), 'must be ascending')
    .optional(),
  after_retries: z.enum(['cancel', 'unpaid', 'past_due']).optional(),
});

/** What Stripe's Dashboard holds under Billing: retries, their end, how early renewals are announced. */
export const showBillingSettings = defineControl({
  method: 'GET',
  path: '/billing_settings',
  body: none,
  run: ({ parts, query }) => withAccount(parts, query, (account) => settingsOf(parts.ledger.begin(account))),
});

export const setBillingSettings = defineControl({
  method: 'POST',
  path: '/billing_settings',
  body: settingsBody,
  run: ({ parts, query, body }) =>
    withAccount(parts, query, (account) => {
      const tx = parts.ledger.begin(account);
      const given = Object.entries(body).filter(([, value]) => value !== undefined);
      const settings = changeSettings(tx, Object.fromEntries(given));
      parts.ledger.commit(tx);
      return settings;
    }),
});

/** Accounts are named by the end of their keys; the only one there is need not be named. */
function withAccount(
  { ledger }: Parts,
  query: URLSearchParams,
  use: (account: string) => object,
): object | Refusal {
  const known = ledger.store.accountNames().filter((name) => !name.startsWith('~'));
  const account = query.get('account') ?? (known.length === 1 ? known[0] : undefined);
  if (account !== undefined) return use(account);
  return new Refusal(400, 'Name the account with ?account=: what its keys end with, after sk_test_.');
}
