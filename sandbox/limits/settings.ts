import { z } from 'zod';

const count = z.int().min(1).max(1_000_000);

/** Numbers that may differ from those of the mode. */
const numbers = {
  /** Requests a second of an account, over all endpoints. */
  global_per_second: count.optional(),
  /** Requests a second of each endpoint of an account; all ids share one endpoint. */
  endpoint_per_second: count.optional(),
  search_per_second: count.optional(),
  meter_events_per_second: count.optional(),
  /** Requests of an account that may be under way at once; unlimited unless given, as Stripe names no number. */
  global_concurrency: count.optional(),
  /** The same for each endpoint. */
  endpoint_concurrency: count.optional(),
  /** Updates of one payment intent in an hour. */
  payment_intent_updates_per_hour: count.optional(),
  /** Invoices that requests make for one subscription. */
  subscription_invoices_per_minute: count.optional(),
  subscription_invoices_per_day: count.optional(),
  subscription_quantity_updates_per_hour: count.optional(),
};

export const limitsSchema = z.strictObject({ mode: z.enum(['off', 'test', 'live']), ...numbers });

export type LimitSettings = z.output<typeof limitsSchema>;

/** The limits in force: the mode's, with what was told otherwise. */
export type Limits = Required<Omit<LimitSettings, 'mode' | 'global_concurrency' | 'endpoint_concurrency'>> &
  Pick<LimitSettings, 'global_concurrency' | 'endpoint_concurrency'>;

/** Stripe's published numbers. Test mode differs in the global rate only. */
const LIVE: Limits = {
  global_per_second: 100,
  endpoint_per_second: 25,
  search_per_second: 20,
  meter_events_per_second: 1000,
  payment_intent_updates_per_hour: 1000,
  subscription_invoices_per_minute: 10,
  subscription_invoices_per_day: 20,
  subscription_quantity_updates_per_hour: 200,
};

/** Null when nothing is limited. */
export function limitsIn({ mode, ...given }: LimitSettings): Limits | null {
  switch (mode) {
    case 'off':
      return null;
    case 'test':
      return { ...LIVE, global_per_second: 25, ...given };
    case 'live':
      return { ...LIVE, ...given };
  }
}
