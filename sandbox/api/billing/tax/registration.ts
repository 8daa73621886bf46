import type Stripe from 'stripe';
import { defineCollection, type Transaction, type Wire } from '../../kernel';

export type Registration = Wire<Stripe.Tax.Registration>;

export const registrations = defineCollection<Registration>('tax.registration');

/** How it is registered with one country: `standard`, `oss_union`, `state_sales_tax` …, and the state where there are some. */
export interface CountryOptions {
  type: string;
  state?: string;
}

/** Both are made of what the request says, so that each has one country. */
export function optionsOf({ country, country_options }: Registration): CountryOptions | undefined {
  return new Map<string, CountryOptions>(Object.entries(country_options)).get(country.toLowerCase());
}

/** As it is at this time. */
export function current(tx: Transaction, registration: Registration): Registration {
  const { active_from, expires_at } = registration;
  const now = tx.now();
  if (expires_at !== null && expires_at <= now) return { ...registration, status: 'expired' };
  return { ...registration, status: active_from > now ? 'scheduled' : 'active' };
}

/** Those that taxes are collected under now. */
export function activeRegistrations(tx: Transaction): Registration[] {
  return tx.all(registrations).filter((registration) => current(tx, registration).status === 'active');
}
