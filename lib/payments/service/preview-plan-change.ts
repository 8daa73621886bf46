import type { PaymentsContext } from '../context';
import { findSellable } from '../domain/catalog';
import { type Money, money } from '../domain/money';
import { refused } from '../domain/refusal';
import type { PlanChangeQuoteOutcome } from '../domain/views';
import { mapResult } from '../map-result';
import type { ProviderResult } from '../provider';
import { ownSubscription } from '../reads/own-subscription';
import { wantedPlan } from './change-plan';
import { refusedRead } from './find-promotion-code';
import { type PlanTarget, parsePlanTarget } from './plan-target';
import {
  latestProrationDate,
  objectionTo,
  type RunningPlan,
  reportWhatItEnds,
  runningPlan,
  type WantedPlan,
  whenOf,
} from './running-plan';

function labelOf(lookupKey: string): string {
  const sold = findSellable(lookupKey);
  if (sold?.kind !== 'subscription') return lookupKey;
  return sold.plan.meter ? `${sold.plan.name}, for what you use` : sold.plan.name;
}

/** The period a change now begins: another interval starts anew, the same one goes on; a trial keeps its end. */
function nextInvoiceAt(running: RunningPlan, wanted: WantedPlan, now: Date): Date {
  const months = wanted.price.interval === 'year' ? 12 : 1;
  if (running.subscription.status === 'trialing' || months === running.months) return running.periodEnd;
  const next = new Date(now);
  next.setUTCMonth(next.getUTCMonth() + months);
  return next;
}

/**
 * What is charged for the next whole period: the price, unless the provider has something to take off it.
 * @param spent whether an invoice comes before, which spends a discount that is given once
 */
async function nextInvoice(
  context: PaymentsContext,
  { subscription }: RunningPlan,
  { priceId, quantity, unit }: WantedPlan,
  at: Date,
  spent: boolean,
): Promise<ProviderResult<Money>> {
  // With automatic tax only the provider knows.
  if (subscription.discount === null && !context.automaticTax)
    return { kind: 'ok', value: money(unit.amount * quantity, unit.currency) };
  const over = subscription.discountEnd !== null && subscription.discountEnd <= at;
  const discounts = over ? 'none' : spent ? 'lasting' : 'all';
  const renewal = { subscriptionId: subscription.id, priceId, quantity, discounts } as const;
  const previewed = await context.provider.previewRenewal(renewal);
  return mapResult(previewed, ({ total }) => money(total, unit.currency));
}

/** Nothing is paid back and nothing is due: at the end of the period, or of the trial, the other plan is charged whole. */
async function withoutPayment(
  context: PaymentsContext,
  running: RunningPlan,
  wanted: WantedPlan,
  lookupKey: string,
): Promise<PlanChangeQuoteOutcome> {
  const { periodEnd } = running;
  const amount = money(0, wanted.unit.currency);
  const shared = { kind: 'plan_change_quote', dueToday: amount, nextInvoiceAt: periodEnd } as const;
  const next = await nextInvoice(context, running, wanted, periodEnd, false);
  if (next.kind !== 'ok') return refusedRead(next);
  const lines = [{ label: labelOf(lookupKey), quantity: wanted.quantity, amount: next.value }];
  const renewal = { ...shared, nextInvoice: next.value };
  if (whenOf(running, wanted) === 'period_end')
    return { ...renewal, when: 'period_end', at: periodEnd, lines, prorationDate: null };
  const now = context.now();
  const trial = [{ label: 'Your free trial goes on', quantity: wanted.quantity, amount }];
  return { ...renewal, when: 'now', at: now, lines: trial, prorationDate: latestProrationDate(running, now) };
}

/** The rest of what was paid is given back, the rest of the other plan's period is charged. */
async function withProration(
  context: PaymentsContext,
  running: RunningPlan,
  wanted: WantedPlan,
): Promise<PlanChangeQuoteOutcome> {
  const now = context.now();
  const { priceId, quantity, unit } = wanted;
  const prorationDate = latestProrationDate(running, now);
  const change = { subscriptionId: running.subscription.id, priceId, quantity, prorationDate };
  const nextAt = nextInvoiceAt(running, wanted, now);
  const [previewed, next] = await Promise.all([
    context.provider.previewPlanChange(change),
    nextInvoice(context, running, wanted, nextAt, true),
  ]);
  if (previewed.kind !== 'ok') return refusedRead(previewed);
  if (next.kind !== 'ok') return refusedRead(next);
  const { lines, dueToday } = previewed.value;
  return {
    kind: 'plan_change_quote',
    when: 'now',
    at: now,
    lines: lines.map((line) => ({ ...line, amount: money(line.amount, unit.currency) })),
    dueToday: money(dueToday, unit.currency),
    nextInvoice: next.value,
    nextInvoiceAt: nextAt,
    prorationDate,
  };
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
  const unreported = await reportWhatItEnds(context, userId, running, wanted);
  if (unreported) return unreported;
  const paysToday = subscription.status !== 'trialing' && whenOf(running, wanted) === 'now';
  return paysToday
    ? withProration(context, running, wanted)
    : withoutPayment(context, running, wanted, lookupKey);
}
