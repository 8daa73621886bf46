import { fromMajor, type Money } from './money';

/** Who works here, by what they may do: each may do what the one before it may. */
export const STAFF_ROLES = ['read_only', 'support', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Somebody of the staff, as the database has them at the moment of an act. */
export type Staff = { readonly id: string; readonly role: StaffRole };

/**
 * `see`: every page. `serve`: acts on a customer. `steer`: what concerns all of them (webhooks, operations, reconciliation)
 * and who is staff.
 */
export type Capability = 'see' | 'serve' | 'steer';

const LEAST: Readonly<Record<Capability, StaffRole>> = { see: 'read_only', serve: 'support', steer: 'admin' };

/** Whether a role may do something. */
export function may(role: StaffRole, capability: Capability): boolean {
  return STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(LEAST[capability]);
}

/** The role as the database says it, or null for who is not of the staff. */
export function staffRoleOf(role: string | null): StaffRole | null {
  return STAFF_ROLES.find((each) => each === role) ?? null;
}

const SUPPORT_LIMIT: Readonly<Record<string, number>> = { usd: 100, eur: 100, gbp: 100, jpy: 15_000 };

/** What a role may give back in one refund; null for as much as was paid. In other currencies than these support gives back nothing. */
export function refundLimit(role: StaffRole, currency: string): Money | null {
  if (may(role, 'steer')) return null;
  return fromMajor(may(role, 'serve') ? (SUPPORT_LIMIT[currency] ?? 0) : 0, currency);
}
