import * as fc from 'fast-check';

/** One thing somebody does. Numbers that choose are taken modulo how many there are to choose from. */
export type Command =
  | { do: 'join'; card: Card }
  | { do: 'use card'; customer: number; card: Card }
  | { do: 'subscribe'; customer: number; plan: Plan; quantity: number; trialDays: number; coupon: Coupon }
  | { do: 'set quantity'; subscription: number; quantity: number; prorations: Prorations }
  | { do: 'change plan'; subscription: number; plan: Plan; prorations: Prorations }
  | { do: 'cancel at period end'; subscription: number; wanted: boolean }
  | { do: 'cancel'; subscription: number }
  | { do: 'pause collection'; subscription: number; behavior: Paused }
  | { do: 'resume'; subscription: number }
  | { do: 'add item'; customer: number; amount: number }
  | { do: 'give balance'; customer: number; amount: number }
  | { do: 'pay'; invoice: number }
  | { do: 'void'; invoice: number }
  | { do: 'refund'; charge: number; part: number }
  | { do: 'wait'; days: number };

type Card = (typeof CARDS)[number];
export type Plan = (typeof PLANS)[number];
export type Coupon = (typeof COUPONS)[number];
type Prorations = (typeof PRORATIONS)[number];
type Paused = (typeof PAUSED)[number];

const CARDS = [
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_chargeCustomerFail',
  'pm_card_authenticationRequired',
] as const;
const PLANS = ['monthly', 'yearly', 'seats', 'free'] as const;
export const COUPONS = ['none', 'once', 'repeating', 'forever', 'amount'] as const;
const PRORATIONS = ['create_prorations', 'always_invoice', 'none'] as const;
const PAUSED = ['keep_as_draft', 'mark_uncollectible', 'void', 'not'] as const;

const which = fc.nat({ max: 5 });
const quantity = fc.integer({ min: 1, max: 9 });
const plan = fc.constantFrom(...PLANS);
const prorations = fc.constantFrom(...PRORATIONS);
const does = <const Name extends Command['do']>(name: Name) => fc.constant(name);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: does('wait'), days: fc.integer({ min: 1, max: 45 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: does('subscribe'),
      customer: which,
      plan,
      quantity,
      trialDays: fc.constantFrom(0, 0, 0, 2, 14),
      coupon: fc.constantFrom(...COUPONS),
    }),
  },
  fc.record({ do: does('join'), card: fc.constantFrom(...CARDS) }),
  fc.record({ do: does('use card'), customer: which, card: fc.constantFrom(...CARDS) }),
  fc.record({ do: does('set quantity'), subscription: which, quantity, prorations }),
  fc.record({ do: does('change plan'), subscription: which, plan, prorations }),
  fc.record({ do: does('cancel at period end'), subscription: which, wanted: fc.boolean() }),
  fc.record({ do: does('cancel'), subscription: which }),
  fc.record({ do: does('pause collection'), subscription: which, behavior: fc.constantFrom(...PAUSED) }),
  fc.record({ do: does('resume'), subscription: which }),
  fc.record({ do: does('add item'), customer: which, amount: fc.integer({ min: -900, max: 5000 }) }),
  fc.record({ do: does('give balance'), customer: which, amount: fc.integer({ min: -3000, max: 1000 }) }),
  fc.record({ do: does('pay'), invoice: which }),
  fc.record({ do: does('void'), invoice: which }),
  fc.record({ do: does('refund'), charge: which, part: fc.integer({ min: 1, max: 4 }) }),
);

/** What happens to one shop, from its beginning. */
export const stories = fc.array(command, { minLength: 4, maxLength: 30, size: 'max' });

/** A story as a list to read. */
export function told(story: readonly Command[]): string {
  return story
    .map(({ do: what, ...how }, i) => `${String(i + 1).padStart(3)}. ${what} ${JSON.stringify(how)}`)
    .join('\n');
}
