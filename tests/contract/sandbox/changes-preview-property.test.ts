import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content, END, latest, openTimedShop, START, type Stage, stage } from './changes-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
let coupons: string[];
beforeAll(async () => {
  shop = await openTimedShop();
  const terms = [{ percent_off: 33.33 }, { amount_off: 777, currency: 'usd' }, { percent_off: 100 }] as const;
  coupons = await Promise.all(
    terms.map(async (one) => (await shop.stripe.coupons.create({ ...one, duration: 'forever' })).id),
  );
});
afterAll(() => shop.close());

const SPAN = END - START;
const change = fc.record({
  seats: fc.integer({ min: 1, max: 9 }),
  plan: fc.constantFrom('team' as const, 'pro' as const, 'yearly' as const),
  coupon: fc.integer({ min: 0, max: 4 }),
  behavior: fc.constantFrom('always_invoice' as const, 'create_prorations' as const, 'none' as const),
  earlier: fc.integer({ min: 0, max: 86_400 }),
});
const script = fc.record({
  first: fc.integer({ min: 1, max: 9 }),
  coupon: fc.integer({ min: 0, max: 4 }),
  wait: fc.integer({ min: 86_401, max: SPAN / 2 - 1 }),
  itemized: fc.boolean(),
  currency: fc.constantFrom('usd', 'jpy'),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
});

const discount = (currency: string, coupon: number) => {
  const id = currency === 'jpy' && coupon === 1 ? undefined : coupons[coupon];
  return id === undefined ? {} : { discounts: [{ coupon: id }] };
};

type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;
type Change = Script['changes'][number];

/** A subscription as a script begins it. */
function begin(plan: Script): Promise<Stage> {
  const proration_discounts = plan.itemized ? ('itemized' as const) : ('included' as const);
  const billing_mode = { type: 'flexible' as const, flexible: { proration_discounts } };
  const { currency } = plan;
  return stage(
    shop,
    { price: shop.team.monthly, quantity: plan.first },
    { currency, billing_mode, ...discount(currency, plan.coupon) },
  );
}

/**
 * Previews a change, makes it, and compares. Where no invoice is made at once the one of the renewal is compared.
 * @returns whether the subscription is still in its first period
 */
async function compare(
  { subscription, item, time }: Stage,
  one: Change,
  now: number,
  first: boolean,
  currency: string,
) {
  const { id } = subscription;
  const price = { team: shop.team.monthly, pro: shop.pro.monthly, yearly: shop.pro.yearly }[one.plan];
  const terms = {
    items: [{ id: item, price, quantity: one.seats }],
    proration_behavior: one.behavior,
    proration_date: now - (first ? one.earlier : 0),
  };
  const discounts = discount(currency, one.coupon);
  const preview = await shop.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: terms,
    ...discounts,
  });
  const before = await shop.stripe.subscriptions.retrieve(id);
  const after = await shop.stripe.subscriptions.update(id, { ...terms, ...discounts });
  if (after.latest_invoice !== before.latest_invoice) {
    expect(content(await latest(shop, after))).toEqual(content(preview));
    return true;
  }
  const upcoming = await shop.stripe.invoices.createPreview({ subscription: id });
  expect(content(upcoming)).toEqual(content(preview));
  const end = after.items.data[0]?.current_period_end ?? 0;
  if (end > END) return false;
  await time.advance(end);
  expect(content(await latest(shop, await shop.stripe.subscriptions.retrieve(id)))).toEqual(
    content(upcoming),
  );
  return false;
}

describe('a preview', () => {
  it('equals the invoice that follows, line by line, whatever changes', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (plan) => {
        const made = await begin(plan);
        for (const [i, one] of plan.changes.entries()) {
          const now = START + plan.wait + i * 3600;
          await made.time.advance(now);
          if (!(await compare(made, one, now, i === 0, plan.currency))) break;
        }
        await shop.stripe.testHelpers.testClocks.del(made.time.id);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
