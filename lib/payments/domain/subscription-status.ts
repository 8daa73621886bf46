/** Every status a subscription can have at the provider (stripe 23.1.0, API 2026-10-28.endive). */
export const SUBSCRIPTION_STATUSES = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'canceled',
  'paused',
] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** A status the provider has added since: kept as it came, and never a reason for access. */
export type UnknownStatus = 'unrecognized';

export type StatusRule = {
  /** Whether what is paid for is open. */
  readonly access: boolean;
  /** Whether it holds the buyer's one place, so that another may not be started beside it (failure 6). */
  readonly holdsPlace: boolean;
  readonly label: string;
  /** One sentence for the buyer. */
  readonly message: string;
};

// Record over the whole union: a status added to the list above does not compile until it has a rule (failure 14).
const RULES: Readonly<Record<SubscriptionStatus | UnknownStatus, StatusRule>> = {
  incomplete: {
    access: false,
    holdsPlace: false,
    label: 'Waiting for payment',
    message: 'The first payment has not gone through yet.',
  },
  incomplete_expired: {
    access: false,
    holdsPlace: false,
    label: 'Expired',
    message: 'The first payment was not made in time, so this subscription never began.',
  },
  trialing: { access: true, holdsPlace: true, label: 'Trial', message: 'Your trial is running.' },
  active: { access: true, holdsPlace: true, label: 'Active', message: 'Everything is paid.' },
  past_due: {
    access: true,
    holdsPlace: true,
    label: 'Past due',
    message: 'The last payment failed. We will try again; you can also use another card.',
  },
  unpaid: {
    access: false,
    holdsPlace: true,
    label: 'Unpaid',
    message: 'The last payment failed too often. Pay the open invoice to go on.',
  },
  canceled: { access: false, holdsPlace: false, label: 'Canceled', message: 'This subscription has ended.' },
  paused: { access: false, holdsPlace: true, label: 'Paused', message: 'This subscription is paused.' },
  unrecognized: {
    access: false,
    holdsPlace: true,
    label: 'Being checked',
    message: 'We are checking the state of this subscription.',
  },
};

/** Reads a status as the provider wrote it. */
export function parseStatus(text: string): SubscriptionStatus | UnknownStatus {
  return SUBSCRIPTION_STATUSES.find((status) => status === text) ?? 'unrecognized';
}

/** What a status means for us: the one table that access, the buyer's one place and the wording are read from. */
export function ruleOf(status: string): StatusRule {
  return RULES[parseStatus(status)];
}
