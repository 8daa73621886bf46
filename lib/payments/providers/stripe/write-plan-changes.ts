import type Stripe from 'stripe';
import { mapResult } from '../../map-result';
import type { IdempotencyKey, PlanChange, ProviderChanges, Started } from '../../provider';
import type { ScheduledPlanChange } from '../../provider-changes';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { idOf } from './map/fields';
import { quantityIn, quantityParam } from './quantity';
import { toStartedPlanChange } from './started';
import { withKey } from './with-key';

const EXPAND = ['latest_invoice.confirmation_secret'];

const done = () => null;

async function changePlan(stripe: KeyedStripe, key: IdempotencyKey, change: PlanChange): Promise<Started> {
  const { subscriptionId, priceId, quantity, prorationDate } = change;
  const current = await stripe.subscriptions.retrieve(subscriptionId);
  const changed = await stripe.subscriptions.update(
    subscriptionId,
    {
      items: [{ id: current.items.data[0]?.id, price: priceId, ...quantityParam(quantity) }],
      // What is not paid for is not given: the change is pending until its invoice is paid.
      payment_behavior: 'pending_if_incomplete',
      proration_behavior: 'always_invoice',
      proration_date: prorationDate,
      expand: EXPAND,
    },
    withKey(key),
  );
  return toStartedPlanChange(changed);
}

function isOn({ items }: Stripe.Subscription, { priceId, quantity }: PlanChange): boolean {
  const item = items.data[0];
  return item?.price.id === priceId && quantityIn(item) === quantity;
}

async function readPlanChange(stripe: KeyedStripe, change: PlanChange): Promise<Started | null> {
  const subscription = await stripe.subscriptions.retrieve(change.subscriptionId, { expand: EXPAND });
  return subscription.pending_update !== null || isOn(subscription, change)
    ? toStartedPlanChange(subscription)
    : null;
}

async function abandonPlanChange(stripe: KeyedStripe, key: IdempotencyKey, id: string): Promise<boolean> {
  const subscription = await stripe.subscriptions.retrieve(id);
  const invoiceId = idOf(subscription.latest_invoice);
  if (subscription.pending_update === null || invoiceId === null) return false;
  await stripe.invoices.voidInvoice(invoiceId, {}, withKey(key));
  return true;
}

/** One that it is under already is made use of: an earlier try may have come so far. */
async function createSchedule(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  subscriptionId: string,
): Promise<{ readonly id: string }> {
  const existing = idOf((await stripe.subscriptions.retrieve(subscriptionId)).schedule);
  if (existing !== null) return { id: existing };
  const made = await stripe.subscriptionSchedules.create({ from_subscription: subscriptionId }, withKey(key));
  return { id: made.id };
}

/** Whether it says nothing about the time to come yet, or what is wanted already. */
function isFree(
  { phases }: Stripe.SubscriptionSchedule,
  { priceId, quantity }: ScheduledPlanChange,
): boolean {
  const [, next, ...others] = phases;
  const item = next?.items[0];
  return (
    !next ||
    (others.length === 0 &&
      item !== undefined &&
      idOf(item.price) === priceId &&
      quantityIn(item) === quantity)
  );
}

/**
 * The running period stays as it is; the next one is the other plan's, and then the schedule lets go.
 * @returns false for a schedule that plans something else, which somebody has made elsewhere: it is left alone
 */
async function schedulePlanChange(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  change: ScheduledPlanChange,
): Promise<boolean> {
  const { scheduleId, priceId, quantity } = change;
  const schedule = await stripe.subscriptionSchedules.retrieve(scheduleId);
  const running = schedule.phases[0];
  if (!running) throw new TypeError(`Schedule ${scheduleId} has no phase`);
  if (!isFree(schedule, change)) return false;
  const items = running.items.map((item) => ({ price: idOf(item.price) ?? '', quantity: item.quantity }));
  const discounts = running.discounts.map(({ coupon, promotion_code, discount }) => ({
    coupon: idOf(coupon) ?? undefined,
    promotion_code: idOf(promotion_code) ?? undefined,
    discount: idOf(discount) ?? undefined,
  }));
  await stripe.subscriptionSchedules.update(
    scheduleId,
    {
      end_behavior: 'release',
      proration_behavior: 'none',
      phases: [
        { start_date: running.start_date, end_date: running.end_date, items, discounts },
        {
          items: [{ price: priceId, ...quantityParam(quantity) }],
          discounts,
          duration: { interval: 'month', interval_count: 1 },
        },
      ],
    },
    withKey(key),
  );
  return true;
}

async function releaseSchedule(stripe: KeyedStripe, key: IdempotencyKey, id: string): Promise<void> {
  const scheduleId = idOf((await stripe.subscriptions.retrieve(id)).schedule);
  if (scheduleId !== null) await stripe.subscriptionSchedules.release(scheduleId, {}, withKey(key));
}

/** Changes of price and seats, now or from the next period on. */
export function planChangeWrites(
  stripe: KeyedStripe,
): Pick<
  ProviderChanges,
  | 'changePlan'
  | 'readPlanChange'
  | 'abandonPlanChange'
  | 'createSchedule'
  | 'schedulePlanChange'
  | 'releaseSchedule'
> {
  return {
    changePlan: (key, change) => call(() => changePlan(stripe, key, change)),
    readPlanChange: (change) => call(() => readPlanChange(stripe, change)),
    async abandonPlanChange(key, id) {
      const abandoned = await call(() => abandonPlanChange(stripe, key, id));
      if (abandoned.kind !== 'ok') return abandoned;
      return abandoned.value
        ? { kind: 'ok', value: null }
        : { kind: 'refused', code: 'already_paid', detail: id };
    },
    createSchedule: (key, id) => call(() => createSchedule(stripe, key, id)),
    async schedulePlanChange(key, change) {
      const scheduled = await call(() => schedulePlanChange(stripe, key, change));
      if (scheduled.kind !== 'ok') return scheduled;
      return scheduled.value
        ? { kind: 'ok', value: null }
        : { kind: 'refused', code: 'change_scheduled', detail: change.scheduleId };
    },
    async releaseSchedule(key, id) {
      return mapResult(await call(() => releaseSchedule(stripe, key, id)), done);
    },
  };
}
