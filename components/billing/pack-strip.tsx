import { ButtonLink } from '@/components/ui/button';
import type { Pack } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import type { Offer } from '@/lib/payments/domain/views';

type Props = {
  readonly pack: Pack;
  readonly offer: Offer | undefined;
  readonly locale: string;
  readonly query: string;
};

/** A one-off pack, below the plans. */
export function PackStrip({ pack, offer, locale, query }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-10 gap-y-5 rounded-lg border border-line bg-card p-7 sm:px-8">
      <div>
        <h2 className="text-lg">{pack.name}</h2>
        <p className="mt-1 text-ink-soft text-sm">{pack.description}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <span className="font-semibold text-xl tabular-nums">
          {offer ? formatMoney(offer.unit, locale) : '–'}
        </span>
        {offer?.available ? (
          <ButtonLink href={`/checkout/${pack.lookupKey}${query}`} look="secondary">
            Buy {pack.name}
          </ButtonLink>
        ) : (
          <span className="text-ink-soft text-sm">Not on sale just now.</span>
        )}
      </div>
    </div>
  );
}
