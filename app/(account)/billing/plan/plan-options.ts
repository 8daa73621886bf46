import type { PlanOption } from '@/components/billing/plan-choice';
import type { PaymentService } from '@/lib/payments';
import { CURRENCIES, type Plan } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import { parseCurrency } from '@/lib/payments/domain/reader-currency';
import type { Offer, OwnSubscriptionView } from '@/lib/payments/domain/views';
import { PAID_PLANS } from './parse-choice';

const PER = { month: 'a month', year: 'a year' } as const;
const CHARGED = { month: 'charged monthly', year: 'charged yearly' } as const;

function pricesOf({ prices, perSeat, meter }: Plan, offers: readonly Offer[], locale: string): string {
  return prices
    .flatMap(({ lookupKey, interval }) => {
      const offer = offers.find((candidate) => candidate.lookupKey === lookupKey);
      if (!offer) return [];
      const price = formatMoney(offer.unit, locale);
      if (meter) return [`${price} a ${meter.unit.one}, ${CHARGED[interval]} for what you used`];
      return [`${price} ${perSeat ? 'a seat ' : ''}${PER[interval]}`];
    })
    .join(', or ');
}

/** The plans to choose from, with their prices in the currency the subscription runs in: that one never changes. */
export async function planOptions(
  payments: PaymentService,
  { recurring, usage }: OwnSubscriptionView,
  locale: string,
): Promise<readonly PlanOption[]> {
  const offers = await payments.offers(parseCurrency((recurring ?? usage?.price)?.currency) ?? CURRENCIES[0]);
  return PAID_PLANS.map((plan) => ({
    key: plan.key,
    name: plan.name,
    perSeat: plan.perSeat,
    oneInterval: plan.prices.length === 1,
    prices: pricesOf(plan, offers, locale),
  }));
}
