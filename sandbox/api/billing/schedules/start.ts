import { idOf, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { type Begun, begin } from '../subscriptions/begin';
import { beginSent } from '../subscriptions/begin-sent';
import type { BeginParams } from '../subscriptions/build';
import { takeOrder } from '../subscriptions/order';
import { followEntitlements, type Subscription, subscriptions } from '../subscriptions/subscription';
import { endOfSchedule } from './enter-phase';
import { addedItems } from './phase-invoice-items';
import { changeSchedule, type Phase, type Schedule } from './schedule';

/** Begins the first phase of a schedule: its subscription comes to be, with a first invoice that stays a draft for an hour. */
export function startSchedule(tx: Transaction, schedule: Schedule): Schedule {
  const { subscription: begun, draft, made } = beginPhase(tx, schedule);
  const bare = { ...begun, schedule: schedule.id };
  const subscription = draft ? beginSent(tx, bare, draft) : beginBare(tx, bare);
  for (const item of made) tx.emit('invoiceitem.created', { ...item, invoice: draft?.id ?? null });
  const [phase] = schedule.phases;
  if (!phase) throw new Error(`${schedule.id} has no phases.`);
  return changeSchedule(tx, schedule, {
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    status: 'active',
    subscription: subscription.id,
  });
}

/** Works out the beginning of the first phase. */
export function beginPhase(tx: Transaction, schedule: Schedule): Begun {
  const [phase] = schedule.phases;
  if (!phase) throw new Error(`${schedule.id} has no phases.`);
  const customer = liveCustomer(tx, idOf(schedule.customer) ?? '');
  const trials = phase.trial_end !== null && phase.trial_end > tx.now();
  const order = takeOrder(
    tx,
    {
      items: phase.items.map(({ price, quantity, metadata }) => ({
        price: typeof price === 'string' ? price : price.id,
        ...(quantity === undefined ? {} : { quantity }),
        metadata: metadata ?? {},
      })),
      itemsParam: 'phases[0][items]',
      currency: phase.currency,
      discounts: phase.discounts.map(({ coupon, promotion_code }) =>
        promotion_code === null
          ? { coupon: idOf(coupon) ?? undefined }
          : { promotion_code: idOf(promotion_code) ?? undefined },
      ),
      trial_end: trials && phase.trial_end !== null ? phase.trial_end : undefined,
      trial_period_days: undefined,
      proration_behavior: phase.proration_behavior === 'none' ? 'none' : 'create_prorations',
      planned: schedule.created < tx.now(),
    },
    customer,
  );
  const params = beginParams(schedule, phase);
  return begin(tx, { id: tx.newId('sub'), order, params, customer, drafted: true });
}

function beginParams(schedule: Schedule, phase: Phase): BeginParams {
  const { default_settings: usual } = schedule;
  const sent = (phase.collection_method ?? usual.collection_method) === 'send_invoice';
  const days = phase.invoice_settings?.days_until_due ?? usual.invoice_settings.days_until_due;
  const cancel_at = endOfSchedule(schedule, phase);
  const method = idOf(phase.default_payment_method) ?? idOf(usual.default_payment_method);
  const description = phase.description ?? usual.description;
  return {
    add_invoice_items: addedItems(phase),
    metadata: phase.metadata ?? {},
    ...(cancel_at === null ? {} : { cancel_at }),
    ...(sent ? { collection_method: 'send_invoice' as const, days_until_due: days ?? undefined } : {}),
    ...(method === null ? {} : { default_payment_method: method }),
    ...(description === null ? {} : { description }),
  };
}

function beginBare(tx: Transaction, begun: Subscription): Subscription {
  const status = begun.trial_end === null ? 'active' : 'trialing';
  const subscription = tx.put(subscriptions, { ...begun, status });
  tx.emit('customer.subscription.created', subscription);
  followEntitlements(tx, subscription);
  return subscription;
}
