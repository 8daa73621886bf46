import type Stripe from 'stripe';
import { partKey } from '../../idempotency-key';
import type { CatalogPrice, IdempotencyKey, PaymentProvider } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { withKey } from './with-key';

function optionsOf({ currencyOptions }: CatalogPrice): Record<string, { unit_amount: number }> {
  return Object.fromEntries(
    Object.entries(currencyOptions).map(([currency, amount]) => [currency, { unit_amount: amount }]),
  );
}

function sameOptions(existing: Stripe.Price, wanted: CatalogPrice): boolean {
  return Object.entries(wanted.currencyOptions).every(
    ([currency, amount]) => existing.currency_options?.[currency]?.unit_amount === amount,
  );
}

/** The meter that takes the price's events: at Stripe there is one of a name. */
async function ensureMeter(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  { eventName, name }: NonNullable<CatalogPrice['meter']>,
): Promise<string> {
  for await (const meter of stripe.billing.meters.list({ status: 'active', limit: 100 }))
    if (meter.event_name === eventName) return meter.id;
  const made = await stripe.billing.meters.create(
    { display_name: name, event_name: eventName, default_aggregation: { formula: 'sum' } },
    withKey(partKey(key, 'meter')),
  );
  return made.id;
}

async function recurringOf(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  { interval, meter }: CatalogPrice,
): Promise<Stripe.PriceCreateParams.Recurring | null> {
  if (interval === null) return null;
  if (meter === null) return { interval };
  return { interval, usage_type: 'metered', meter: await ensureMeter(stripe, key, meter) };
}

/** A price cannot be edited: one that differs is replaced by a new one that takes the lookup key over. */
function isSame(existing: Stripe.Price, wanted: CatalogPrice): boolean {
  return (
    existing.active &&
    existing.currency === wanted.currency &&
    existing.unit_amount === wanted.unitAmount &&
    (existing.recurring?.interval ?? null) === wanted.interval &&
    (existing.recurring?.usage_type === 'metered') === (wanted.meter !== null) &&
    sameOptions(existing, wanted)
  );
}

/** Products carry an id of ours, so that finding and creating them cannot disagree. */
async function ensureProduct(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  wanted: CatalogPrice,
): Promise<string> {
  const id = `billfold_${wanted.productKey}`;
  const { data } = await stripe.products.list({ ids: [id], limit: 1 });
  if (data[0]) {
    if (data[0].name !== wanted.productName)
      await stripe.products.update(id, { name: wanted.productName }, withKey(partKey(key, 'rename')));
    return id;
  }
  const product = await stripe.products.create(
    { id, name: wanted.productName, metadata: { plan_key: wanted.productKey } },
    withKey(partKey(key, 'product')),
  );
  return product.id;
}

async function pushPrice(
  stripe: KeyedStripe,
  key: IdempotencyKey,
  wanted: CatalogPrice,
): Promise<{ changed: boolean }> {
  const expand = ['data.currency_options'];
  const { data } = await stripe.prices.list({ lookup_keys: [wanted.lookupKey], limit: 1, expand });
  if (data[0] && isSame(data[0], wanted)) return { changed: false };
  const product = await ensureProduct(stripe, key, wanted);
  const recurring = await recurringOf(stripe, key, wanted);
  await stripe.prices.create(
    {
      product,
      currency: wanted.currency,
      unit_amount: wanted.unitAmount,
      currency_options: optionsOf(wanted),
      lookup_key: wanted.lookupKey,
      transfer_lookup_key: true,
      metadata: { lookup_key: wanted.lookupKey },
      ...(recurring ? { recurring } : {}),
    },
    withKey(key),
  );
  return { changed: true };
}

export function catalogWrites(stripe: KeyedStripe): Pick<PaymentProvider, 'pushPrice'> {
  return { pushPrice: (key, price) => call(() => pushPrice(stripe, key, price)) };
}
