import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END, HALF, latest, linesOf, openTimedShop, START } from './changes-harness';
import { refusalOf } from './kernel-harness';
import { DAY, type TimedShop, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

type Extra = Partial<Stripe.SubscriptionCreateParams>;

/** A customer on a clock of its own. */
const buyer = async (extra: Stripe.CustomerCreateParams = {}) =>
  (await shop.clock(START)).customer('pm_card_visa', extra);

async function create(extra: Extra, customer?: string): Promise<Stripe.Subscription> {
  return shop.stripe.subscriptions.create({
    customer: customer ?? (await buyer()),
    items: [{ price: shop.pro.monthly }],
    ...extra,
  });
}

describe('a new subscription with an anchor', () => {
  it('is billed for the time until then', async () => {
    const made = await create({ billing_cycle_anchor: HALF });
    expect(made.billing_cycle_anchor).toBe(HALF);
    expect(made.items.data[0]).toMatchObject({ current_period_start: START, current_period_end: HALF });
    // The month that ends on 16 March 12:00 has 28 days.
    expect(linesOf(await latest(shop, made))).toEqual([
      {
        amount: 1107,
        description: 'Remaining time on Pro after 01 Mar 2026',
        period: { start: START, end: HALF },
      },
    ]);
  });

  it('has no first invoice without prorations, and is active all the same', async () => {
    const made = await create({ billing_cycle_anchor: HALF, proration_behavior: 'none' });
    expect(made).toMatchObject({ status: 'active', latest_invoice: null, billing_cycle_anchor: HALF });
  });

  it('can be told the day of the month instead', async () => {
    const made = await create({
      billing_cycle_anchor_config: { day_of_month: 31, hour: 9, minute: 0, second: 0 },
    });
    expect(made.billing_cycle_anchor).toBe(utc(2026, 3, 31, 9));
    expect(made.billing_cycle_anchor_config).toEqual({
      day_of_month: 31,
      hour: 9,
      minute: 0,
      month: null,
      second: 0,
    });
  });

  it('refuses one in the past, one beyond the first period, and both kinds at once', async () => {
    const refused = (extra: Extra) => refusalOf(create(extra));
    expect(await refused({ billing_cycle_anchor: START - 1 })).toMatchObject({
      param: 'billing_cycle_anchor',
    });
    expect(await refused({ billing_cycle_anchor: END + 1 })).toMatchObject({ param: 'billing_cycle_anchor' });
    const config = { day_of_month: 3 };
    const both = { billing_cycle_anchor: HALF, billing_cycle_anchor_config: config };
    expect((await refused(both)).message).toMatch(/only specify one/);
  });
});

describe('a new subscription', () => {
  it('that began in the past bills that time too (wording inferred)', async () => {
    const made = await create({ backdate_start_date: START - 14 * DAY });
    expect(made).toMatchObject({ start_date: START - 14 * DAY, created: START });
    expect(linesOf(await latest(shop, made)).map(({ amount }) => amount)).toEqual([1000, 2000]);
  });

  it('that began earlier and is anchored later is billed for whole periods of its anchor', async () => {
    const extra = { backdate_start_date: START - 45 * DAY, billing_cycle_anchor: START + 14 * DAY };
    const { data } = (await latest(shop, await create(extra))).lines;
    // 15 January to 15 February is a whole period; of that to 15 March, 28 days, half has passed.
    expect(data.map(({ amount }) => amount)).toEqual([3000, 1000]);
  });

  it('that ends within its first period is billed for part of it', async () => {
    const made = await create({ cancel_at: HALF });
    expect(made.cancel_at).toBe(HALF);
    expect(linesOf(await latest(shop, made)).map(({ amount }) => amount)).toEqual([1000]);
  });

  it('whose invoices are sent is active with a draft that is due in so many days', async () => {
    const made = await create({ collection_method: 'send_invoice', days_until_due: 30 });
    expect(made).toMatchObject({ status: 'active', collection_method: 'send_invoice', days_until_due: 30 });
    expect(await latest(shop, made)).toMatchObject({
      auto_advance: true,
      collection_method: 'send_invoice',
      due_date: START + 3600 + 30 * DAY,
      next_payment_attempt: null,
      status: 'draft',
    });
    const bare = create({ collection_method: 'send_invoice' });
    expect(await refusalOf(bare)).toMatchObject({ param: 'days_until_due' });
  });

  it('bills once what is added to its first invoice', async () => {
    const setup = await shop.stripe.prices.create({
      product: shop.team.product,
      currency: 'usd',
      unit_amount: 900,
    });
    const made = await create({ add_invoice_items: [{ price: setup.id, quantity: 2 }] });
    expect((await latest(shop, made)).lines.data.map(({ amount }) => amount)).toEqual([1800, 2000]);
    const recurring = create({ add_invoice_items: [{ price: shop.pro.monthly }] });
    expect(await refusalOf(recurring)).toMatchObject({ param: 'add_invoice_items[0][price]' });
  });

  it('can have a price of its own', async () => {
    const made = await create({
      items: [
        {
          price_data: {
            currency: 'usd',
            product: shop.pro.product,
            recurring: { interval: 'month' },
            unit_amount: 1234,
          },
        },
      ],
    });
    expect(made.items.data[0]?.price).toMatchObject({ active: false, unit_amount: 1234 });
    expect((await latest(shop, made)).total).toBe(1234);
  });

  it('takes the trial of its price when it asks for it', async () => {
    const price = await shop.stripe.prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month', trial_period_days: 10 },
    });
    const items = [{ price: price.id }];
    expect((await create({ items })).status).toBe('active');
    const made = await create({ items, trial_from_plan: true });
    expect(made).toMatchObject({ status: 'trialing', trial_end: START + 10 * DAY });
  });

  it('works out taxes and collects none, once it knows where its customer is', async () => {
    const automatic_tax = { enabled: true };
    expect((await refusalOf(create({ automatic_tax }))).code).toBe('customer_tax_location_invalid');
    const customer = await buyer({ address: { country: 'DE' } });
    const made = await create({ automatic_tax }, customer);
    expect(made.automatic_tax).toMatchObject({ enabled: true, liability: { type: 'self' } });
    expect(await latest(shop, made)).toMatchObject({
      automatic_tax: { enabled: true, provider: 'stripe', status: 'complete' },
      total: 2000,
    });
  });
});
