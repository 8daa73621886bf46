import type { PaymentsContext } from '../context';
import type { Currency } from '../domain/catalog';
import { isChargeable, type Money, money } from '../domain/money';

export type PriceFacts = { readonly priceId: string; readonly unit: Money };

/** Reads the amount of one currency out of the mirror's `currency_options`, written there by ourselves. */
function amountOf(options: unknown, currency: string): number | null {
  if (typeof options !== 'object' || options === null) return null;
  const amount = new Map<string, unknown>(Object.entries(options)).get(currency);
  return typeof amount === 'number' ? amount : null;
}

/** The provider's own active price for a lookup key, from the mirror: what is shown is what will be charged. */
export async function findPrice(
  { database, provider }: PaymentsContext,
  lookupKey: string,
  currency: Currency,
): Promise<PriceFacts | null> {
  const price = await database.prisma.price.findFirst({
    where: { provider: provider.name, lookupKey, active: true, deletedAt: null },
    orderBy: { created: 'desc' },
    select: { id: true, currencyOptions: true },
  });
  const amount = price ? amountOf(price.currencyOptions, currency) : null;
  if (!price || amount === null) return null;
  const unit = money(amount, currency);
  return isChargeable(unit) ? { priceId: price.id, unit } : null;
}
