import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { IntervalSwitch } from '@/components/billing/interval-switch';
import { OfferStrip } from '@/components/billing/offer-strip';
import { PlanCard } from '@/components/billing/plan-card';
import { TextLink } from '@/components/ui/link';
import { getPayments } from '@/lib/payments';
import { CURRENCIES, type Currency, PACKS, PLANS } from '@/lib/payments/domain/catalog';

export const metadata: Metadata = { title: 'Pricing' };

function CurrencyChoice({ current }: { current: Currency }) {
  return (
    <nav aria-label="Currency" className="mt-12 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
      <span className="text-ink-soft">Prices in</span>
      {CURRENCIES.map((currency) =>
        currency === current ? (
          <strong key={currency} aria-current="true" className="font-semibold">
            {currency.toUpperCase()}
          </strong>
        ) : (
          <TextLink key={currency} href={`/pricing?currency=${currency}`} className="py-1">
            {currency.toUpperCase()}
          </TextLink>
        ),
      )}
    </nav>
  );
}

type Query = { readonly currency?: string | string[] };

// No client component stands on this page: it carries the script of an empty page and works without it.
export default async function PricingPage({ searchParams }: { searchParams: Promise<Query> }) {
  const reader = await getReader((await searchParams).currency);
  const payments = await getPayments();
  const offers = new Map((await payments.offers(reader.currency)).map((offer) => [offer.lookupKey, offer]));
  const shared = {
    offers,
    locale: reader.locale,
    query: reader.chosen ? `?currency=${reader.currency}` : '',
  };
  return (
    <div className="prices">
      <div className="mb-10 flex flex-wrap items-end justify-between gap-x-10 gap-y-6">
        <div>
          <h1 className="text-2xl">Plain prices, nothing in the small print</h1>
          <p className="mt-3 text-ink-soft">By the month, or by the year for less.</p>
        </div>
        <IntervalSwitch />
      </div>
      <ul className="grid gap-5 lg:grid-cols-3">
        {PLANS.filter(({ meter }) => meter === null).map((plan) => (
          <PlanCard key={plan.key} plan={plan} featured={plan.key === 'pro'} {...shared} />
        ))}
      </ul>
      <div className="mt-5 space-y-5">
        {PLANS.flatMap(({ name, tagline, meter, prices }) =>
          prices.map(
            ({ lookupKey, interval }) =>
              meter && (
                <OfferStrip
                  key={lookupKey}
                  name={name}
                  description={`${tagline}. Paid at the end of each ${interval}, for what you used.`}
                  offer={offers.get(lookupKey)}
                  per={`a ${meter.unit.one}`}
                  action={`Choose ${name}`}
                  locale={shared.locale}
                  query={shared.query}
                />
              ),
          ),
        )}
        {PACKS.map(({ lookupKey, name, description }) => (
          <OfferStrip
            key={lookupKey}
            name={name}
            description={description}
            offer={offers.get(lookupKey)}
            action={`Buy ${name}`}
            locale={shared.locale}
            query={shared.query}
          />
        ))}
      </div>
      <CurrencyChoice current={reader.currency} />
    </div>
  );
}
