'use server';

import { getReader } from '@/app/reader';
import type {
  CheckoutAnswer,
  OrderRequest,
  PurchaseRequest,
  QuoteAnswer,
  SignedOut,
} from '@/components/billing/checkout-types';
import { withNext } from '@/lib/auth/safe-next-path';
import { currentUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { Outcome } from '@/lib/payments/domain/outcome';
import { checkoutPath } from './checkout-path';
import { type Parsed, parseOrder, parsePurchase, parseQuoteRequest, refusal } from './parse-request';
import { summarize } from './summarize';

// A session can end while a checkout is open; the way back leads to the same checkout, and to nowhere else.
function signedOut(parsed: Parsed<OrderRequest | PurchaseRequest>): SignedOut {
  const next = parsed.ok ? checkoutPath(parsed.request) : '/pricing';
  return { kind: 'signed_out', address: withNext('/sign-in', next) };
}

function answerFor(outcome: Outcome): CheckoutAnswer {
  switch (outcome.kind) {
    case 'requires_action':
      return { kind: 'confirm', operationId: outcome.operationId, action: outcome.action };
    case 'done':
    case 'processing':
    case 'unknown':
    case 'deferred':
      // The completion page finds out; an unknown outcome is neither a failure nor a reason to try anew.
      return { kind: 'settling', operationId: outcome.operationId };
    case 'refused':
      return refusal(outcome.code, outcome.message);
  }
}

/** What an order would cost today. */
export async function quoteOrder(input: unknown): Promise<QuoteAnswer> {
  const parsed = parseQuoteRequest(input);
  const user = await currentUser();
  if (!user) return signedOut(parsed);
  if (!parsed.ok) return parsed.refusal;
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const quote = await payments.quote(parsed.request, user.id);
  return quote.kind === 'quote'
    ? { kind: 'quoted', summary: summarize(quote, locale) }
    : refusal(quote.code, quote.message);
}

/** Begins the signed-in user's subscription, or goes on with the one that was begun. */
export async function subscribe(input: unknown): Promise<CheckoutAnswer> {
  const parsed = parseOrder(input);
  const user = await currentUser();
  if (!user) return signedOut(parsed);
  if (!parsed.ok) return parsed.refusal;
  const payments = await getPayments();
  return answerFor(await payments.startSubscription(user.id, parsed.request));
}

/** Begins the signed-in user's one-off payment, or goes on with the one that was begun for this cart. */
export async function pay(input: unknown): Promise<CheckoutAnswer> {
  const parsed = parsePurchase(input);
  const user = await currentUser();
  if (!user) return signedOut(parsed);
  if (!parsed.ok) return parsed.refusal;
  const payments = await getPayments();
  return answerFor(await payments.startPayment(user.id, parsed.request));
}
