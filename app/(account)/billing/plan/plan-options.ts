import type { PlanOption } from '@/components/billing/plan-choice';
import type { PaymentService } from '@/lib/payments';
import { CURRENCIES, type Plan } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import { parseCurrency } from '@/lib/payments/domain/reader-currency';
import type { Offer, OwnSubscriptionView } from '@/lib/payments/domain/views';
import { PAID_PLANS } from './parse-choice';

const PER = { month: 'a month', year: 'a year' } as const;

function pricesOf({ prices, perSeat }: Plan, offers: readonly Offer[], locale: string): string {
  return prices
    .flatMap(({ lookupKey, interval }) => {
      const offer = offers.find((candidate) => candidate.lookupKey === lookupKey);
      const seat = perSeat ? 'a seat ' : '';
      return offer ? [`${formatMoney(offer.unit, locale)} ${seat}${PER[interval]}`] : [];
    })
    .join(', or ');
}

/** The plans to choose from, with their prices in the currency the subscription runs in: that one never changes. */
export async function planOptions(
  payments: PaymentService,
  { recurring }: OwnSubscriptionView,
  locale: string,
): Promise<readonly PlanOption[]> {
  const offers = await payments.offers(parseCurrency(recurring?.currency) ?? CURRENCIES[0]);
  return PAID_PLANS.map((plan) => ({
    key: plan.key,
    name: plan.name,
    perSeat: plan.perSeat,
    prices: pricesOf(plan, offers, locale),
  }));
}
