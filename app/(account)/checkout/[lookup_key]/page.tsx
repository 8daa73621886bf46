import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getReader } from '@/app/reader';
import { parseSeats } from '@/components/billing/parse-seats';
import { CheckoutScreen } from '@/components/billing/stripe/checkout-screen';
import { TestCards } from '@/components/site/test-cards';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { requireUser } from '@/lib/auth/session';
import { getPayments, type PaymentService } from '@/lib/payments';
import { findSellable, type Sellable } from '@/lib/payments/domain/catalog';
import { ruleOf } from '@/lib/payments/domain/subscription-status';
import { pay, quoteOrder, subscribe } from '../actions';
import { detailsBefore } from '../awaited-checkout';
import { checkoutPath } from '../checkout-path';
import { describeCheckout } from '../describe-checkout';
import { summarize } from '../summarize';
import { PaymentsPaused } from './paused/payments-paused';

type Props = {
  readonly params: Promise<{ lookup_key: string }>;
  readonly searchParams: Promise<{ currency?: string | string[]; seats?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const sold = findSellable((await params).lookup_key);
  if (!sold) return { title: 'Not found' };
  const trialDays = sold.kind === 'subscription' ? sold.plan.trialDays : 0;
  return { title: describeCheckout(sold, trialDays).title };
}

/** Whether the user's one place is taken. One that waits for its first card to be confirmed is this very checkout. */
async function alreadySubscribed(payments: PaymentService, userId: string): Promise<boolean> {
  const { subscriptions, access } = await payments.billing(userId);
  return subscriptions.some(({ status }) => {
    const rule = ruleOf(status);
    return rule.holdsPlace && (access.granted || !rule.access);
  });
}

function AlreadySubscribed() {
  return (
    <div className="max-w-xl">
      <PageHeading title="You already have a subscription">
        There is nothing to pay here. Your plan and its invoices are on the billing page.
      </PageHeading>
      <ButtonLink href="/billing">Go to billing</ButtonLink>
    </div>
  );
}

function CannotQuote({ message, lookupKey }: { message: string; lookupKey: string }) {
  return (
    <div className="max-w-xl">
      <PageHeading title="This can’t be bought right now">{message}</PageHeading>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={`/checkout/${lookupKey}`}>Try again</ButtonLink>
        <ButtonLink href="/pricing" look="secondary">
          Back to pricing
        </ButtonLink>
      </div>
    </div>
  );
}

function startSeats(sold: Sellable, asked: string | string[] | undefined): number {
  const perSeat = sold.kind === 'subscription' && sold.plan.perSeat;
  return (perSeat && typeof asked === 'string' && parseSeats(asked)) || 1;
}

function TryCards() {
  return (
    <details className="mt-10 border-line border-t pt-5 text-sm">
      <summary className="font-medium text-accent">Cards to try</summary>
      <p className="mt-2 text-ink-soft">
        No money moves here. Any future date and any security code will do.
      </p>
      <TestCards />
    </details>
  );
}

export default async function CheckoutPage({ params, searchParams }: Props) {
  const { lookup_key: lookupKey } = await params;
  const sold = findSellable(lookupKey) ?? notFound();
  const query = await searchParams;
  const reader = await getReader(query.currency);
  const seats = startSeats(sold, query.seats);
  const { currency } = reader;
  const chosen = { lookupKey, currency: reader.chosen ? currency : null, seats };
  const next = checkoutPath(chosen);
  const user = await requireUser(next, '/sign-up');
  const payments = await getPayments();
  if (sold.kind === 'subscription' && (await alreadySubscribed(payments, user.id)))
    return <AlreadySubscribed />;

  if (payments.health().people.state === 'down')
    return <PaymentsPaused lookupKey={lookupKey} asked={await payments.awaitsMail(user.id)} />;

  const request = { lookupKey, currency, seats, promotionCode: null };
  const quote = await payments.quote(request, user.id);
  if (quote.kind === 'refused' && quote.code === 'address_required') redirect(detailsBefore(chosen));
  if (quote.kind === 'refused') return <CannotQuote message={quote.message} lookupKey={lookupKey} />;
  const words = describeCheckout(sold, quote.trialDays);
  const config = payments.browserConfig();
  const begin =
    sold.kind === 'pack'
      ? pay.bind(null, { lookupKey, currency, cart: await payments.cartOf(user.id, lookupKey) })
      : subscribe;
  return (
    <>
      <PageHeading title={words.title} />
      <noscript>
        <Notice tone="warn" className="mb-6">
          Your card is typed into a frame of Stripe’s, which needs JavaScript. Please switch it on for this
          page.
        </Notice>
      </noscript>
      <CheckoutScreen
        kind={sold.kind}
        title="Order summary"
        button={words.button}
        perSeat={sold.kind === 'subscription' && sold.plan.perSeat}
        renewal={words.renewal}
        promise={words.promise}
        request={request}
        summary={summarize(quote, reader.locale)}
        config={config}
        quote={quoteOrder}
        begin={begin}
      >
        {config.mode !== 'live' && <TryCards />}
      </CheckoutScreen>
    </>
  );
}
