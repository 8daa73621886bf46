import { idOf, type Transaction } from '../../kernel';
import { couponOf, discounts } from '../discounts/discount';
import type { DiscountRequest } from '../discounts/resolve';
import { type Applied, applyChange } from '../subscriptions/change/apply';
import type { ProrationBehavior } from '../subscriptions/change/request';
import type { ItemChange } from '../subscriptions/parts';
import type { Subscription } from '../subscriptions/subscription';
import { addedItems } from './phase-invoice-items';
import type { Phase, Schedule } from './schedule';

/** How a phase takes effect on a subscription that exists. */
export interface Entry {
  proration_behavior: ProrationBehavior;
  /** Whether the phase begins now; otherwise the one that is under way is changed. */
  begins: boolean;
}

/** Works out what a phase makes of a subscription, by the same code as any update. */
export function enterPhase(
  tx: Transaction,
  before: Subscription,
  schedule: Schedule,
  phase: Phase,
  { begins, proration_behavior }: Entry,
): Applied {
  const anchor = phase.billing_cycle_anchor ?? schedule.default_settings.billing_cycle_anchor;
  const trials = phase.trial_end !== null && phase.trial_end > tx.now();
  return applyChange(tx, before, {
    items: itemChanges(before, phase),
    itemsParam: 'items',
    discounts: discountRequests(tx, before, phase),
    add_invoice_items: begins ? addedItems(phase) : undefined,
    proration_behavior,
    billing_cycle_anchor: begins && anchor === 'phase_start' && !trials ? 'now' : undefined,
    trial_end: trials && phase.trial_end !== null ? phase.trial_end : undefined,
    cancel_at: endOfSchedule(schedule, phase),
    drafted: true,
    planned: begins,
    fields: fieldsOf(before, schedule, phase),
  });
}

/** In the last phase of a schedule that cancels, the subscription knows when it ends. */
export function endOfSchedule(schedule: Schedule, phase: Phase): number | null {
  const last = schedule.phases.at(-1)?.start_date === phase.start_date;
  return last && schedule.end_behavior === 'cancel' ? phase.end_date : null;
}

/** Items keep their id where the phase has the same price; the others go and come. */
function itemChanges(before: Subscription, phase: Phase): ItemChange[] {
  const wanted = phase.items.map((item) => {
    const price = typeof item.price === 'string' ? item.price : item.price.id;
    const held = before.items.data.find((one) => one.price.id === price);
    return {
      ...(held ? { id: held.id } : { price }),
      ...(item.quantity === undefined ? {} : { quantity: item.quantity }),
      metadata: item.metadata ?? {},
    };
  });
  const kept = wanted.flatMap((item) => ('id' in item ? item.id : []));
  const gone = before.items.data.filter(({ id }) => !kept.includes(id));
  return [...wanted, ...gone.map(({ id }) => ({ id, deleted: true }))];
}

/** A discount of a coupon that the phase has too stays the one it is. */
function discountRequests(tx: Transaction, before: Subscription, phase: Phase): DiscountRequest[] | null {
  const held = before.discounts.flatMap((one) => tx.get(discounts, idOf(one) ?? '') ?? []);
  const requests = phase.discounts.map(({ coupon, promotion_code }) => {
    const known = held.find((one) =>
      promotion_code === null
        ? couponOf(one) === idOf(coupon)
        : idOf(one.promotion_code) === idOf(promotion_code),
    );
    if (known) return { discount: known.id };
    return promotion_code === null
      ? { coupon: idOf(coupon) ?? undefined }
      : { promotion_code: idOf(promotion_code) ?? undefined };
  });
  return requests.length === 0 ? null : requests;
}

function fieldsOf(
  before: Subscription,
  { default_settings: usual }: Schedule,
  phase: Phase,
): Partial<Subscription> {
  const method = idOf(phase.default_payment_method) ?? idOf(usual.default_payment_method);
  const collection_method = phase.collection_method ?? usual.collection_method ?? before.collection_method;
  const days = phase.invoice_settings?.days_until_due ?? usual.invoice_settings.days_until_due;
  const description = phase.description ?? usual.description;
  return {
    collection_method,
    days_until_due: collection_method === 'send_invoice' ? days : null,
    metadata: { ...before.metadata, ...phase.metadata },
    ...(method === null ? {} : { default_payment_method: method }),
    ...(description === null ? {} : { description }),
  };
}
