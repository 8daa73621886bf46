import { ButtonLink } from '@/components/ui/button';
import type { Plan, SubscriptionPrice } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import type { Offer } from '@/lib/payments/domain/views';

export type PlanCardProps = {
  readonly plan: Plan;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly locale: string;
  /** Appended to checkout links, e.g. `?currency=eur`; empty when the reader's own currency is shown. */
  readonly query: string;
  readonly featured: boolean;
};

const PER = { month: 'a month', year: 'a year' } as const;

/** "2 months free", when a year costs a whole number of months less than twelve of them. */
function saving(plan: Plan, offers: PlanCardProps['offers']): string | null {
  const priceOf = (interval: SubscriptionPrice['interval']) =>
    offers.get(plan.prices.find((price) => price.interval === interval)?.lookupKey ?? '')?.unit.amount;
  const month = priceOf('month');
  const year = priceOf('year');
  if (!month || !year || year >= month * 12) return null;
  const free = (month * 12 - year) / month;
  return Number.isInteger(free) ? `${free} months free` : `Save ${Math.round((free / 12) * 100)} %`;
}

function PriceLine({ plan, price, ...props }: PlanCardProps & { price: SubscriptionPrice }) {
  const offer = props.offers.get(price.lookupKey);
  const note = price.interval === 'year' ? saving(plan, props.offers) : null;
  return (
    <div className={price.interval === 'year' ? 'only-year' : 'only-month'}>
      <p className="flex flex-wrap lg:min-h-18 items-baseline gap-x-2">
        <span className="font-semibold text-2xl tabular-nums">
          {offer ? formatMoney(offer.unit, props.locale) : '–'}
        </span>
        <span className="text-ink-soft text-sm">
          {plan.perSeat ? 'a seat ' : ''}
          {PER[price.interval]}
        </span>
        {note && <span className="w-full text-accent text-sm">{note}</span>}
      </p>
      {offer?.available ? (
        <ButtonLink
          href={`/checkout/${price.lookupKey}${props.query}`}
          look={props.featured ? 'primary' : 'secondary'}
          className="mt-4 w-full"
        >
          Choose {plan.name}
        </ButtonLink>
      ) : (
        <p className="mt-4 flex min-h-11 items-center text-ink-soft text-sm">Not on sale just now.</p>
      )}
    </div>
  );
}

function FreePrice({ offers, locale }: Pick<PlanCardProps, 'offers' | 'locale'>) {
  const [anyOffer] = offers.values();
  return (
    <div>
      <p className="flex flex-wrap lg:min-h-18 items-baseline gap-x-2">
        <span className="font-semibold text-2xl tabular-nums">
          {formatMoney({ amount: 0, currency: anyOffer?.unit.currency ?? 'usd' }, locale)}
        </span>
        <span className="text-ink-soft text-sm">for as long as you like</span>
      </p>
      <ButtonLink href="/sign-up" look="secondary" className="mt-4 w-full">
        Start free
      </ButtonLink>
    </div>
  );
}

export function PlanCard(props: PlanCardProps) {
  const { plan, featured } = props;
  return (
    <li
      className={`flex flex-col rounded-lg border bg-card p-7 sm:p-8 ${
        featured ? 'stitched border-accent after:text-accent' : 'border-line'
      }`}
    >
      <h2 className="text-lg">{plan.name}</h2>
      <p className="mt-1 mb-6 text-ink-soft text-sm">{plan.tagline}</p>
      {plan.prices.length === 0 ? (
        <FreePrice offers={props.offers} locale={props.locale} />
      ) : (
        plan.prices.map((price) => <PriceLine key={price.lookupKey} {...props} price={price} />)
      )}
      <ul className="mt-7 space-y-2.5 border-line border-t pt-6 text-sm">
        {plan.trialDays > 0 && <Feature>{`${plan.trialDays} days to try it, free`}</Feature>}
        {plan.features.map((feature) => (
          <Feature key={feature}>{feature}</Feature>
        ))}
      </ul>
    </li>
  );
}

function Feature({ children }: { children: string }) {
  return (
    <li className="flex gap-2.5">
      <svg
        viewBox="0 0 16 16"
        className="mt-1 size-4 shrink-0 text-accent"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <path d="m2.5 8.5 3.5 3.5 7.5-8" />
      </svg>
      {children}
    </li>
  );
}
