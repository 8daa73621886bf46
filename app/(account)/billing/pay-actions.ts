'use server';

import { z } from 'zod';
import type { PayAnswer } from '@/components/billing/pay-types';
import { withNext } from '@/lib/auth/safe-next-path';
import { currentUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { Outcome } from '@/lib/payments/domain/outcome';
import { REFUSALS } from '@/lib/payments/domain/refusal';
import { pay } from '../checkout/actions';
import { addMethodPath, billingPath, changePath, completionPath, payPath } from './billing-path';

const invoiceIdSchema = z.string().min(1).max(200);

// A session can end while a page is open; the way back leads to the same page, and to nowhere else.
const signedOut = (next: string): PayAnswer => ({ kind: 'leave', address: withNext('/sign-in', next) });

function answerFor(outcome: Outcome, pathOf: (operationId: string) => string): PayAnswer {
  switch (outcome.kind) {
    case 'requires_action':
      return { kind: 'confirm', action: outcome.action, address: pathOf(outcome.operationId) };
    case 'done':
    case 'processing':
    case 'unknown':
    case 'deferred':
      return { kind: 'leave', address: pathOf(outcome.operationId) };
    case 'refused':
      return { kind: 'refused', message: outcome.message };
  }
}

/** Begins to save a payment method, or goes on with the one that was begun. */
export async function addMethod(): Promise<PayAnswer> {
  const user = await currentUser();
  if (!user) return signedOut(addMethodPath);
  const payments = await getPayments();
  return answerFor(await payments.addPaymentMethod(user.id), changePath);
}

/** How an invoice that is due is paid. */
export async function payInvoice(input: unknown): Promise<PayAnswer> {
  const invoiceId = invoiceIdSchema.safeParse(input);
  if (!invoiceId.success) return { kind: 'refused', message: REFUSALS.invalid_request };
  const here = payPath(invoiceId.data);
  const user = await currentUser();
  if (!user) return signedOut(here);
  const payment = await (await getPayments()).payInvoice(user.id, invoiceId.data);
  switch (payment.kind) {
    case 'confirm':
      return { kind: 'confirm', action: payment.action, address: here };
    case 'paid':
      return { kind: 'leave', address: billingPath({ told: 'paid' }) };
    case 'processing':
      return { kind: 'leave', address: billingPath({ told: 'paying' }) };
    case 'refused':
      return { kind: 'refused', message: payment.message };
  }
}

/** Looks at an invoice that was just confirmed; answers where to go. */
export async function finishInvoice(input: unknown): Promise<string> {
  const invoiceId = invoiceIdSchema.safeParse(input);
  const user = await currentUser();
  if (!user || !invoiceId.success) return '/billing';
  const stands = await (await getPayments()).completeInvoice(user.id, invoiceId.data);
  return billingPath({ told: stands === 'paid' ? 'paid' : 'paying' });
}

/** Begins to buy credits, or goes on with what was begun for this cart. */
export async function buyCredits(input: unknown): Promise<PayAnswer> {
  const answer = await pay(input);
  switch (answer.kind) {
    case 'confirm':
      return { kind: 'confirm', action: answer.action, address: completionPath(answer.operationId) };
    case 'settling':
      return { kind: 'leave', address: completionPath(answer.operationId) };
    case 'signed_out':
      return signedOut('/billing/credits');
    case 'refused':
      return { kind: 'refused', message: answer.message };
  }
}
