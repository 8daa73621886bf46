import { z } from 'zod';
import { catalogPrices } from '../catalog/catalog-prices';
import type { PaymentsContext } from '../context';
import { amountIn, type Currency, findSellable } from '../domain/catalog';
import { isChargeable, type Money, money } from '../domain/money';
import type { Offer } from '../domain/views';

const optionsSchema = z.record(z.string(), z.number().int());

/** The catalogue file's own amount, to show while it cannot be bought. */
function listPrice(lookupKey: string, currency: Currency): Money {
  const sold = findSellable(lookupKey);
  if (!sold) throw new RangeError(`Not in the catalogue: ${lookupKey}`);
  return amountIn(sold.kind === 'pack' ? sold.pack.amounts : sold.price.amounts, currency);
}

async function pricesInMirror(context: PaymentsContext, lookupKeys: string[], currency: Currency) {
  const { prisma } = context.database;
  const where = { provider: context.provider.name, active: true, deletedAt: null };
  const prices = await prisma.price.findMany({
    where: { ...where, lookupKey: { in: lookupKeys } },
    select: { lookupKey: true, productId: true, currency: true, unitAmount: true, currencyOptions: true },
    // The last one wins below: while a replaced price is still being read, the newest has the key.
    orderBy: [{ created: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
  });
  const products = await prisma.product.findMany({
    where: { ...where, id: { in: prices.map((price) => price.productId) } },
    select: { id: true },
  });
  const sold = new Set(products.map((product) => product.id));
  const units = new Map<string, Money>();
  for (const price of prices) {
    const options = optionsSchema.safeParse(price.currencyOptions).data ?? {};
    const own = price.currency === currency ? price.unitAmount : null;
    const amount = options[currency] ?? own;
    if (price.lookupKey === null || amount === null || !sold.has(price.productId)) continue;
    const unit = money(amount, currency);
    if (isChargeable(unit)) units.set(price.lookupKey, unit);
  }
  return units;
}

/** Everything in the catalogue with its price in one currency, from the mirror; no provider call. */
export async function offersIn(context: PaymentsContext, currency: Currency): Promise<readonly Offer[]> {
  const lookupKeys = catalogPrices().map((price) => price.lookupKey);
  const units = await pricesInMirror(context, lookupKeys, currency);
  return lookupKeys.map((lookupKey) => {
    const unit = units.get(lookupKey);
    return {
      lookupKey,
      currency,
      unit: unit ?? listPrice(lookupKey, currency),
      available: unit !== undefined,
    };
  });
}
