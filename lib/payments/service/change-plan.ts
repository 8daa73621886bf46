import type { PaymentsContext } from '../context';
import { quantityOf } from '../domain/catalog';
import type { Outcome } from '../domain/outcome';
import { parseCurrency } from '../domain/reader-currency';
import { type Refused, refused } from '../domain/refusal';
import { ownSubscription, type SubscriptionRow } from '../reads/own-subscription';
import { changeSubscription, type SeenSubscription } from './change-subscription';
import { findPrice } from './find-price';
import { type ParsedTarget, parseQuotedTarget, type QuotedPlanTarget } from './plan-target';
import {
  latestProrationDate,
  objectionTo,
  type RunningPlan,
  reportWhatItEnds,
  runningPlan,
  type WantedPlan,
  whenOf,
} from './running-plan';

/** Seconds for which a price that was shown is good. */
const QUOTE_LIFE = 3_600;

/** Whether the quote the buyer saw is still what they would be charged, and when. */
function isCurrent(
  running: RunningPlan,
  wanted: WantedPlan,
  prorationDate: number | null,
  now: Date,
): boolean {
  if (whenOf(running, wanted) === 'period_end') return prorationDate === null;
  const latest = latestProrationDate(running, now);
  return (
    prorationDate !== null &&
    prorationDate <= latest &&
    prorationDate >= latest - QUOTE_LIFE &&
    prorationDate >= Math.floor(running.periodStart.getTime() / 1000)
  );
}

async function objection(
  context: PaymentsContext,
  subscription: SubscriptionRow,
  wanted: WantedPlan,
  prorationDate: number | null,
): Promise<Refused | null> {
  const running = await runningPlan(context, subscription);
  if (running.kind === 'refused') return running;
  const against = objectionTo(running, wanted);
  if (against) return against;
  return isCurrent(running, wanted, prorationDate, context.now())
    ? null
    : refused('quote_expired', subscription.id);
}

/** The plan somebody wants, at the price of the subscription's own currency, which never changes. */
export async function wantedPlan(
  context: PaymentsContext,
  { currency }: SubscriptionRow,
  { target, plan, price }: ParsedTarget,
): Promise<WantedPlan | null> {
  const known = parseCurrency(currency);
  const facts = known && (await findPrice(context, target.lookupKey, known));
  return facts && { ...facts, quantity: quantityOf(plan, target.seats), price };
}

/** Another plan or number of seats. See PaymentService. */
export async function changePlan(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
  input: QuotedPlanTarget,
): Promise<Outcome> {
  const parsed = parseQuotedTarget(input);
  if (parsed.kind === 'refused') return parsed;
  const { subscriptionId } = seen;
  const subscription = await ownSubscription(context, userId, subscriptionId);
  if (!subscription) return refused('not_found', subscriptionId);
  const wanted = await wantedPlan(context, subscription, parsed);
  if (!wanted) return refused('price_unavailable', parsed.target.lookupKey);
  const running = await runningPlan(context, subscription);
  if (running.kind === 'refused') return running;
  const unreported = await reportWhatItEnds(context, userId, running, wanted);
  if (unreported) return unreported;
  const { lookupKey, prorationDate } = parsed.target;
  const { priceId, quantity } = wanted;
  const params = { subscriptionId, lookupKey, priceId, quantity, prorationDate };
  return changeSubscription(context, userId, seen, { purpose: 'change_plan', params }, (current) =>
    objection(context, current, wanted, prorationDate),
  );
}
