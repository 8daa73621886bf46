'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { isTaxable } from '@/lib/payments/domain/address';
import { detailsBefore, parseAwaitedCheckout } from '../checkout/awaited-checkout';
import { checkoutPath } from '../checkout/checkout-path';
import { billingPath, detailsPath, pathAfter } from './billing-path';
import { parseDetails, parseTaxId } from './details/parse-details';
import {
  parseCancellation,
  parseMethod,
  parseOperation,
  parsePromotionCode,
  parseQuotedTarget,
  parseResumable,
  parseSeen,
} from './parse-form';
import { planPathFor } from './plan/plan-path';

const REFUSED = billingPath({ refused: 'invalid_request' });

/** Cancels at the end of the period, or at once. */
export async function cancelPlan(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const seen = parseSeen(form) ?? redirect(REFUSED);
  const cancellation = parseCancellation(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  const outcome = await payments.cancelSubscription(user.id, seen, cancellation);
  redirect(pathAfter(outcome, cancellation.when === 'now' ? 'ended' : 'canceled'));
}

/** Pauses at once. */
export async function pausePlan(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const seen = parseSeen(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  redirect(pathAfter(await payments.pauseSubscription(user.id, seen), 'paused'));
}

/** Puts a promotion code on a running plan. */
export async function applyPromotionCode(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const seen = parseSeen(form) ?? redirect(REFUSED);
  const code = parsePromotionCode(form) ?? redirect(billingPath({ refused: 'promotion_code_unknown' }));
  const payments = await getPayments();
  redirect(pathAfter(await payments.applyPromotionCode(user.id, seen, code), 'promotion_applied'));
}

/** What is charged from now on. */
export async function makeDefault(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const id = parseMethod(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  redirect(pathAfter(await payments.setDefaultPaymentMethod(user.id, id), 'default_changed'));
}

/** Removes a saved payment method. */
export async function removeMethod(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const id = parseMethod(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  redirect(pathAfter(await payments.removePaymentMethod(user.id, id), 'card_removed'));
}

/** Takes back a cancellation, a pause or what was planned for the end of the period. */
export async function resumePlan(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const seen = parseSeen(form) ?? redirect(REFUSED);
  const from = parseResumable(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  const outcome = await payments.resumeSubscription(user.id, seen, from);
  redirect(pathAfter(outcome, from === 'scheduled_change' ? 'taken_back' : 'resumed'));
}

/** Changes to the plan and seats whose price was shown, at that price. */
export async function confirmChange(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const seen = parseSeen(form) ?? redirect(REFUSED);
  const target = parseQuotedTarget(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  const outcome = await payments.changePlan(user.id, seen, target);
  // Back to the same choice, with its price of now.
  if (outcome.kind === 'refused' && outcome.code === 'quote_expired')
    redirect(planPathFor(seen.subscriptionId, target, outcome.code));
  redirect(pathAfter(outcome, target.prorationDate === null ? 'scheduled' : 'changed'));
}

/** Takes back a change that was accepted and is yet to be sent. */
export async function withdrawChange(form: FormData): Promise<void> {
  const user = await requireUser('/billing');
  const operationId = parseOperation(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  const became = await payments.withdraw(user.id, operationId);
  redirect(billingPath(became === 'not_found' ? { refused: became } : { told: became }));
}

/** Whom the next invoices are made out to. */
export async function saveDetails(form: FormData): Promise<void> {
  const user = await requireUser(detailsPath);
  const details = parseDetails(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  const outcome = await payments.updateCustomer(user.id, details);
  const awaited = parseAwaitedCheckout(Object.fromEntries(form));
  if (awaited && outcome.kind === 'done')
    redirect(isTaxable(details.address) ? checkoutPath(awaited) : detailsBefore(awaited, 'address_required'));
  redirect(pathAfter(outcome, 'details_changed'));
}

/** The tax id on invoices; without a number, none. */
export async function saveTaxId(form: FormData): Promise<void> {
  const user = await requireUser(detailsPath);
  const given = parseTaxId(form) ?? redirect(REFUSED);
  const payments = await getPayments();
  redirect(pathAfter(await payments.setTaxId(user.id, given.taxId), 'tax_id_changed'));
}
