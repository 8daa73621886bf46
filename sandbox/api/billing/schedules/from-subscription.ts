import { forbiddenState, idOf, invalidRequest, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { couponOf, discounts } from '../discounts/discount';
import {
  change,
  customerIdOf,
  isOver,
  type Subscription,
  subscriptions,
} from '../subscriptions/subscription';
import { blankSchedule } from './build';
import type { CreateParams } from './params';
import { type Phase, type Schedule, schedules } from './schedule';

/** Puts an existing subscription under a schedule whose one phase is the period it is in. Throws 400. */
export function scheduleFrom(tx: Transaction, id: string, params: CreateParams): Schedule {
  refuseOthers(params);
  const subscription = tx.referenced(subscriptions, id, 'from_subscription');
  checkFree(subscription);
  const blank = blankSchedule(tx, liveCustomer(tx, customerIdOf(subscription)));
  const phase = phaseOf(tx, subscription);
  const schedule = tx.put(schedules, {
    ...blank,
    billing_mode: subscription.billing_mode,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    default_settings: {
      ...blank.default_settings,
      collection_method: subscription.collection_method,
      default_payment_method: subscription.default_payment_method,
      description: subscription.description,
      invoice_settings: {
        ...blank.default_settings.invoice_settings,
        days_until_due: subscription.days_until_due,
      },
    },
    end_behavior: subscription.cancel_at === null ? 'release' : 'cancel',
    phases: [phase],
    status: 'active',
    subscription: subscription.id,
  });
  tx.emit('subscription_schedule.created', schedule);
  change(tx, subscription, { schedule: schedule.id });
  return schedule;
}

/** Whatever else a schedule has comes from the subscription. */
function refuseOthers(params: CreateParams): void {
  const { from_subscription: _, expand: __, ...others } = params;
  const param = Object.entries(others).find(([, value]) => value !== undefined)?.[0];
  if (param !== undefined) {
    throw invalidRequest(`You cannot set \`${param}\` if \`from_subscription\` is set.`, { param });
  }
}

function checkFree(subscription: Subscription): void {
  if (subscription.schedule !== null) {
    const held = idOf(subscription.schedule);
    const message = `You cannot migrate a subscription that is already attached to a schedule: \`${held}\`.`;
    throw forbiddenState(message, { param: 'from_subscription' });
  }
  if (isOver(subscription) || subscription.status === 'incomplete' || subscription.status === 'paused') {
    const message = `You cannot migrate a subscription that is in the \`${subscription.status}\` status.`;
    throw forbiddenState(message, { param: 'from_subscription' });
  }
}

function phaseOf(tx: Transaction, subscription: Subscription): Phase {
  const items = subscription.items.data;
  const trialing = subscription.status === 'trialing';
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    automatic_tax: subscription.automatic_tax,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: subscription.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: subscription.discounts.map((one) => {
      const discount = tx.existing(discounts, idOf(one) ?? '');
      return { coupon: couponOf(discount), discount: discount.id, promotion_code: discount.promotion_code };
    }),
    end_date: Math.max(...items.map((item) => item.current_period_end)),
    invoice_settings: null,
    items: items.map((item) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: item.metadata,
      plan: item.price.id,
      price: item.price.id,
      ...(item.quantity === undefined ? {} : { quantity: item.quantity }),
      tax_rates: [],
    })),
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: Math.min(...items.map((item) => item.current_period_start)),
    transfer_data: null,
    trial_end: trialing ? subscription.trial_end : null,
  };
}
