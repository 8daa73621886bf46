import { type Amounts, CURRENCIES, PACKS, PLANS } from '../domain/catalog';
import type { CatalogPrice } from '../provider';

const [FILED_UNDER, ...OTHERS] = CURRENCIES;

function amountsOf(amounts: Amounts): Pick<CatalogPrice, 'currency' | 'unitAmount' | 'currencyOptions'> {
  return {
    currency: FILED_UNDER,
    unitAmount: amounts[FILED_UNDER],
    currencyOptions: Object.fromEntries(OTHERS.map((currency) => [currency, amounts[currency]])),
  };
}

/** Every price of the catalogue file, as a provider is to hold it. */
export function catalogPrices(): readonly CatalogPrice[] {
  const ofPlans = PLANS.flatMap((plan) =>
    plan.prices.map(({ lookupKey, interval, amounts }) => ({
      lookupKey,
      productKey: plan.key,
      productName: plan.name,
      interval,
      meter: plan.meter && { eventName: plan.meter.eventName, name: plan.meter.name },
      ...amountsOf(amounts),
    })),
  );
  const ofPacks = PACKS.map(({ lookupKey, key, name, amounts }) => ({
    lookupKey,
    productKey: key,
    productName: name,
    interval: null,
    meter: null,
    ...amountsOf(amounts),
  }));
  return [...ofPlans, ...ofPacks];
}
