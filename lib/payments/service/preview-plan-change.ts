import type { PaymentsContext } from '../context';
import { findSellable } from '../domain/catalog';
import { money } from '../domain/money';
import { refused } from '../domain/refusal';
import type { PlanChangeQuote, PlanChangeQuoteOutcome } from '../domain/views';
import { ownSubscription } from '../reads/own-subscription';
import { wantedPlan } from './change-plan';
import { refusedRead } from './find-promotion-code';
import { type PlanTarget, parsePlanTarget } from './plan-target';
import {
  latestProrationDate,
  objectionTo,
  type RunningPlan,
  runningPlan,
  type WantedPlan,
  whenOf,
} from './running-plan';

function labelOf(lookupKey: string): string {
  const sold = findSellable(lookupKey);
  return sold?.kind === 'subscription' ? sold.plan.name : lookupKey;
}

/** At the end of the period nothing is reckoned back: the next invoice is the other plan's, whole. */
function atPeriodEnd(
  { periodEnd }: RunningPlan,
  { unit, seats }: WantedPlan,
  lookupKey: string,
): PlanChangeQuote {
  const amount = money(unit.amount * seats, unit.currency);
  return {
    kind: 'plan_change_quote',
    when: 'period_end',
    at: periodEnd,
    lines: [{ label: labelOf(lookupKey), quantity: seats, amount }],
    dueToday: money(0, unit.currency),
    nextInvoice: amount,
    nextInvoiceAt: periodEnd,
    prorationDate: null,
  };
}

/** The period a change now begins: another interval starts anew, the same one goes on; a trial keeps its end. */
function nextInvoiceAt(running: RunningPlan, wanted: WantedPlan, now: Date): Date {
  const months = wanted.price.interval === 'year' ? 12 : 1;
  if (running.subscription.status === 'trialing' || months === running.months) return running.periodEnd;
  const next = new Date(now);
  next.setUTCMonth(next.getUTCMonth() + months);
  return next;
}

/** What another plan or number of seats would cost, by the provider's own reckoning. See PaymentService. */
export async function previewPlanChange(
  context: PaymentsContext,
  userId: string,
  subscriptionId: string,
  input: PlanTarget,
): Promise<PlanChangeQuoteOutcome> {
  const parsed = parsePlanTarget(input);
  if (parsed.kind === 'refused') return parsed;
  const subscription = await ownSubscription(context, userId, subscriptionId);
  if (!subscription) return refused('not_found', subscriptionId);
  const { lookupKey } = parsed.target;
  const wanted = await wantedPlan(context, subscription, parsed);
  if (!wanted) return refused('price_unavailable', lookupKey);
  const running = await runningPlan(context, subscription);
  if (running.kind === 'refused') return running;
  const against = objectionTo(running, wanted);
  if (against) return against;
  if (whenOf(running, wanted) === 'period_end') return atPeriodEnd(running, wanted, lookupKey);
  const now = context.now();
  const prorationDate = latestProrationDate(running, now);
  const { priceId, seats, unit } = wanted;
  const change = { subscriptionId, priceId, quantity: seats, prorationDate };
  const previewed = await context.provider.previewPlanChange(change);
  if (previewed.kind !== 'ok') return refusedRead(previewed);
  return {
    kind: 'plan_change_quote',
    when: 'now',
    at: now,
    lines: previewed.value.lines.map((line) => ({ ...line, amount: money(line.amount, unit.currency) })),
    dueToday: money(Math.max(0, previewed.value.dueToday), unit.currency),
    nextInvoice: money(unit.amount * seats, unit.currency),
    nextInvoiceAt: nextInvoiceAt(running, wanted, now),
    prorationDate,
  };
}
