import { ButtonLink } from '@/components/ui/button';
import { formatMoney } from '@/lib/payments/domain/money';
import type { Offer } from '@/lib/payments/domain/views';

type Props = {
  readonly name: string;
  readonly description: string;
  readonly offer: Offer | undefined;
  /** "a report", for what is paid by the piece. */
  readonly per?: string;
  /** What the button says. */
  readonly action: string;
  readonly locale: string;
  readonly query: string;
};

/** What is sold beside the plans: paid by what is used, or once. */
export function OfferStrip({ name, description, offer, per, action, locale, query }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-10 gap-y-5 rounded-lg border border-line bg-card p-7 sm:px-8">
      <div>
        <h2 className="text-lg">{name}</h2>
        <p className="mt-1 text-ink-soft text-sm">{description}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p className="flex items-baseline gap-x-2">
          <span className="font-semibold text-xl tabular-nums">
            {offer ? formatMoney(offer.unit, locale) : '–'}
          </span>
          {per && <span className="text-ink-soft text-sm">{per}</span>}
        </p>
        {offer?.available ? (
          <ButtonLink href={`/checkout/${offer.lookupKey}${query}`} look="secondary">
            {action}
          </ButtonLink>
        ) : (
          <span className="text-ink-soft text-sm">Not on sale just now.</span>
        )}
      </div>
    </div>
  );
}
