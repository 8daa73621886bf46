import type { Subject } from '../api/kernel/interference';
import type { Transaction } from '../api/kernel/transaction';
import type { Clock } from '../clock/clock';
import { rateLimited } from '../faults/refusals';
import type { RateLimitReason } from '../faults/rule';
import { Buckets, type Quota } from './buckets';
import { meterEventOf, newInvoicesOf, updatesOf } from './resources';
import { type LimitSettings, type Limits, limitsIn } from './settings';

const METER_EVENTS = '/v1/billing/meter_events';

/** Stripe's rate limits, off until they are switched on. */
export class Limiter {
  private limits: Limits | null = null;
  private current: LimitSettings = { mode: 'off' };
  private readonly buckets: Buckets;
  /** Requests under way, by what they are counted under. */
  private readonly underWay = new Map<string, number>();

  constructor(clock: Clock) {
    this.buckets = new Buckets(clock);
  }

  /** What was set, and the numbers in force. */
  settings(): LimitSettings {
    return { ...this.limits, ...this.current };
  }

  /** What was set, without the numbers that its mode brings. */
  told(): LimitSettings {
    return this.current;
  }

  set(settings: LimitSettings): void {
    this.current = settings;
    this.limits = limitsIn(settings);
    this.buckets.clear();
  }

  /** Lets a request in, or throws 429. What it answers is called when the request has been answered. */
  enter(subject: Subject): () => void {
    const { limits } = this;
    if (!limits || subject.account === null || subject.route === null) return () => undefined;
    const counted = this.concurrency(subject, limits);
    for (const { name, most, reason } of counted) {
      if ((this.underWay.get(name) ?? 0) >= most) throw rateLimited(reason);
    }
    this.takeAll(quotasOf(subject, limits));
    for (const { name } of counted) this.underWay.set(name, (this.underWay.get(name) ?? 0) + 1);
    return () => {
      for (const { name } of counted) this.leave(name);
    };
  }

  /** Counts the invoices that a request made for a subscription. Throws 429 when they are too many. */
  review(subject: Subject, tx: Transaction): void {
    const { limits } = this;
    if (!limits) return;
    for (const subscription of newInvoicesOf(tx)) {
      const owner = `${subject.account} ${subscription} invoices`;
      const { subscription_invoices_per_minute: minute, subscription_invoices_per_day: day } = limits;
      this.takeAll([
        [{ name: `${owner}/m`, capacity: minute, seconds: 60 }, 'resource-specific'],
        [{ name: `${owner}/d`, capacity: day, seconds: 86_400 }, 'resource-specific'],
      ]);
    }
  }

  /** All or none: a request that is turned away uses up nothing. */
  private takeAll(quotas: readonly [Quota, RateLimitReason][]): void {
    for (const [quota, reason] of quotas) if (!this.buckets.has(quota)) throw rateLimited(reason);
    for (const [quota] of quotas) this.buckets.take(quota);
  }

  private concurrency(subject: Subject, limits: Limits): Counted[] {
    const { account, method, route } = subject;
    const counted: Counted[] = [];
    const add = (name: string, most: number | undefined, reason: RateLimitReason) => {
      if (most !== undefined) counted.push({ name: `${account} ${name}`, most, reason });
    };
    add('all', limits.global_concurrency, 'global-concurrency');
    add(`${method} ${route}`, limits.endpoint_concurrency, 'endpoint-concurrency');
    const meterEvent = meterEventOf(subject);
    if (meterEvent !== null) add(`meter event ${meterEvent}`, 1, 'resource-specific');
    return counted;
  }

  private leave(name: string): void {
    const rest = (this.underWay.get(name) ?? 1) - 1;
    if (rest > 0) this.underWay.set(name, rest);
    else this.underWay.delete(name);
  }
}

interface Counted {
  name: string;
  most: number;
  reason: RateLimitReason;
}

function quotasOf(subject: Subject, limits: Limits): [Quota, RateLimitReason][] {
  const { account, method, route } = subject;
  const perSecond = (name: string, capacity: number): Quota => ({
    name: `${account} ${name}/s`,
    capacity,
    seconds: 1,
  });
  const quotas: [Quota, RateLimitReason][] = [];
  if (route === METER_EVENTS && method === 'POST') {
    // Meter events have a rate of their own, far above the account's.
    quotas.push([perSecond('meter events', limits.meter_events_per_second), 'endpoint-rate']);
    return quotas;
  }
  quotas.push([perSecond('all', limits.global_per_second), 'global-rate']);
  if (route?.endsWith('/search')) {
    quotas.push([perSecond('search', limits.search_per_second), 'endpoint-rate']);
  } else {
    quotas.push([perSecond(`${method} ${route}`, limits.endpoint_per_second), 'endpoint-rate']);
  }
  for (const [name, kind] of updatesOf(subject)) {
    const capacity =
      kind === 'payment_intent'
        ? limits.payment_intent_updates_per_hour
        : limits.subscription_quantity_updates_per_hour;
    quotas.push([{ name: `${account} ${name}/h`, capacity, seconds: 3600 }, 'resource-specific']);
  }
  return quotas;
}
