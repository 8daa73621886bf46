import { fromMajor, type Money } from './money';

/** The currencies every price of the catalogue is offered in. The first is the one prices are filed under. */
export const CURRENCIES = ['usd', 'eur', 'gbp', 'jpy'] as const;
export type Currency = (typeof CURRENCIES)[number];

export type Interval = 'month' | 'year';
export type PlanKey = 'free' | 'metered' | 'pro' | 'team';

/** An amount in minor units for each currency. */
export type Amounts = Readonly<Record<Currency, number>>;

export type SubscriptionPrice = {
  readonly lookupKey: string;
  readonly interval: Interval;
  /** For a seat where the plan is sold by the seat, for a unit of its meter where it is metered. */
  readonly amounts: Amounts;
};

/** What a metered plan counts. */
export type Meter = {
  /** What usage is reported under; the provider knows the meter by it. */
  readonly eventName: string;
  readonly name: string;
  readonly unit: { readonly one: string; readonly many: string };
};

export type Plan = {
  readonly key: PlanKey;
  readonly name: string;
  readonly tagline: string;
  readonly features: readonly string[];
  /** Sold by the seat; the quantity is the number of seats. */
  readonly perSeat: boolean;
  /** For a plan that is paid by what was used, at the end of each period. */
  readonly meter: Meter | null;
  readonly trialDays: number;
  /** Whether its buyer may also end it in the middle of a period, without getting anything back. */
  readonly cancelableAtOnce: boolean;
  readonly prices: readonly SubscriptionPrice[];
};

export type Pack = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly lookupKey: string;
  readonly credits: number;
  readonly amounts: Amounts;
};

function amounts(usd: number, eur: number, gbp: number, jpy: number): Amounts {
  return {
    usd: fromMajor(usd, 'usd').amount,
    eur: fromMajor(eur, 'eur').amount,
    gbp: fromMajor(gbp, 'gbp').amount,
    jpy: fromMajor(jpy, 'jpy').amount,
  };
}

/** What is sold. Edit this file and run `npm run catalog:push`: prices are found by lookup key, never by id. */
export const PLANS: readonly Plan[] = [
  {
    key: 'free',
    name: 'Free',
    tagline: 'For trying things out',
    features: ['One project', 'Community support'],
    perSeat: false,
    meter: null,
    trialDays: 0,
    cancelableAtOnce: false,
    prices: [],
  },
  {
    key: 'pro',
    name: 'Pro',
    tagline: 'For one person with serious work',
    features: ['Unlimited projects', 'The members’ area', 'Support by e-mail'],
    perSeat: false,
    meter: null,
    trialDays: 0,
    cancelableAtOnce: true,
    prices: [
      { lookupKey: 'pro_monthly', interval: 'month', amounts: amounts(20, 19, 16, 3000) },
      { lookupKey: 'pro_yearly', interval: 'year', amounts: amounts(200, 190, 160, 30000) },
    ],
  },
  {
    key: 'team',
    name: 'Team',
    tagline: 'For people who work together',
    features: ['Everything in Pro', 'A seat for each person', 'Priority support'],
    perSeat: true,
    meter: null,
    trialDays: 14,
    cancelableAtOnce: false,
    prices: [
      { lookupKey: 'team_monthly', interval: 'month', amounts: amounts(15, 14, 12, 2200) },
      { lookupKey: 'team_yearly', interval: 'year', amounts: amounts(150, 140, 120, 22000) },
    ],
  },
  {
    key: 'metered',
    name: 'Pay as you go',
    tagline: 'For a report now and then',
    features: ['The members’ area', 'Nothing to pay while nothing is used'],
    perSeat: false,
    meter: { eventName: 'reports', name: 'Reports', unit: { one: 'report', many: 'reports' } },
    trialDays: 0,
    cancelableAtOnce: false,
    prices: [{ lookupKey: 'metered_monthly', interval: 'month', amounts: amounts(0.5, 0.5, 0.4, 80) }],
  },
];

export const PACKS: readonly Pack[] = [
  {
    key: 'credits_1000',
    name: '1,000 credits',
    description: 'Paid once, used whenever you like',
    lookupKey: 'credits_1000',
    credits: 1000,
    amounts: amounts(10, 10, 8, 1500),
  },
];

/** The fewest and the most seats one subscription may have. */
export const SEATS = { min: 1, max: 500 } as const;

/** Whether a plan is sold with this many seats: 1 for one that is not sold by the seat. */
export function isSeatsOf(plan: Plan, seats: number): boolean {
  if (!plan.perSeat) return seats === 1;
  return Number.isInteger(seats) && seats >= SEATS.min && seats <= SEATS.max;
}

/** How many of its price a subscription has: none of a metered one, which is charged by what is used. */
export function quantityOf({ meter }: Plan, seats: number): number {
  return meter ? 0 : seats;
}

/** What a lookup key sells: a price of a plan, a pack, or nothing we know. */
export type Sellable =
  | { readonly kind: 'subscription'; readonly plan: Plan; readonly price: SubscriptionPrice }
  | { readonly kind: 'pack'; readonly pack: Pack };

/** Finds what a lookup key sells; null for any other string, so that only the catalogue is ever for sale (failure 18). */
export function findSellable(lookupKey: string): Sellable | null {
  for (const plan of PLANS) {
    const price = plan.prices.find((candidate) => candidate.lookupKey === lookupKey);
    if (price) return { kind: 'subscription', plan, price };
  }
  const pack = PACKS.find((candidate) => candidate.lookupKey === lookupKey);
  return pack ? { kind: 'pack', pack } : null;
}

/** The plan that is paid by this meter. */
export function planOfMeter(eventName: string): (Plan & { readonly meter: Meter }) | null {
  for (const plan of PLANS) if (plan.meter?.eventName === eventName) return { ...plan, meter: plan.meter };
  return null;
}

/** The plan with this key. */
export function planOf(key: PlanKey): Plan {
  const plan = PLANS.find((candidate) => candidate.key === key);
  if (!plan) throw new RangeError(`No plan ${key}`);
  return plan;
}

/** One amount out of an Amounts, as Money. */
export function amountIn(prices: Amounts, currency: Currency): Money {
  return { amount: prices[currency], currency };
}
