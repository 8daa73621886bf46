import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { CreditTable } from '@/components/billing/credit-table';
import { PayPanel } from '@/components/billing/stripe/pay-panel';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel, Section } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments, type PaymentService } from '@/lib/payments';
import { PACKS, type Pack } from '@/lib/payments/domain/catalog';
import { formatMoney } from '@/lib/payments/domain/money';
import type { Offer, PaymentMethodView } from '@/lib/payments/domain/views';
import { NeedsScript } from '../needs-script';
import { buyCredits } from '../pay-actions';
import { savedMethods } from '../saved-methods';

export const metadata: Metadata = { title: 'Credits' };

type PackProps = {
  readonly payments: PaymentService;
  readonly pack: Pack;
  readonly offer: Offer | undefined;
  readonly cart: number;
  readonly methods: readonly PaymentMethodView[];
  readonly locale: string;
};

function BuyPack({ payments, pack, offer, cart, methods, locale }: PackProps) {
  if (!offer?.available) return <Notice tone="warn">{pack.name} are not on sale just now.</Notice>;
  const { unit, currency } = offer;
  const order = { lookupKey: pack.lookupKey, currency, cart };
  return (
    <Panel>
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h3 className="font-semibold text-lg">{pack.name}</h3>
        <p className="font-semibold text-lg tabular-nums">{formatMoney(unit, locale)}</p>
        <p className="w-full text-ink-soft text-sm">{pack.description}.</p>
      </div>
      <PayPanel
        kind="pack"
        button="Buy credits"
        saved={savedMethods(methods)}
        charge={unit}
        config={payments.browserConfig()}
        begin={buyCredits.bind(null, order)}
      />
    </Panel>
  );
}

/** The balance, what can be bought with two clicks, and every line of the ledger. */
export default async function CreditsPage() {
  const user = await requireUser('/billing/credits');
  const [payments, { locale, currency }] = await Promise.all([getPayments(), getReader()]);
  const [billing, offers, ledger, carts] = await Promise.all([
    payments.billing(user.id),
    payments.offers(currency),
    payments.creditEntries(user.id),
    Promise.all(PACKS.map(({ lookupKey }) => payments.cartOf(user.id, lookupKey))),
  ]);
  return (
    <>
      <PageHeading title="Credits">
        You hold{' '}
        <strong className="font-semibold text-ink tabular-nums">
          {new Intl.NumberFormat(locale).format(billing.credits)}
        </strong>{' '}
        credits.
      </PageHeading>
      <NeedsScript />
      <div className="space-y-12">
        <Section id="buy" title="Buy more">
          <ul className="grid max-w-xl gap-6">
            {PACKS.map((pack, index) => (
              <li key={pack.key}>
                <BuyPack
                  payments={payments}
                  pack={pack}
                  offer={offers.find(({ lookupKey }) => lookupKey === pack.lookupKey)}
                  cart={carts[index] ?? 0}
                  methods={billing.paymentMethods}
                  locale={locale}
                />
              </li>
            ))}
          </ul>
        </Section>
        <Section id="ledger" title="Ledger">
          <CreditTable entries={ledger} locale={locale} />
        </Section>
      </div>
    </>
  );
}
