import { Moment } from '@/components/ui/moment';
import { formatMoney } from '@/lib/payments/domain/money';
import type { SubscriptionView } from '@/lib/payments/domain/views';
import { SubscriptionBadge } from './status-badge';

const PER: Readonly<Record<string, string>> = {
  month: 'a month',
  year: 'a year',
  week: 'a week',
  day: 'a day',
};

function NextDate({ subscription, locale }: { subscription: SubscriptionView; locale: string }) {
  const { status, cancelAt, trialEnd, currentPeriodEnd } = subscription;
  if (cancelAt)
    return (
      <>
        {status === 'canceled' ? 'It ended on' : 'Ends on'} <Moment at={cancelAt} locale={locale} />.
      </>
    );
  if (status === 'trialing' && trialEnd)
    return (
      <>
        The trial ends on <Moment at={trialEnd} locale={locale} />.
      </>
    );
  if (status === 'active' && currentPeriodEnd)
    return (
      <>
        Renews on <Moment at={currentPeriodEnd} locale={locale} />.
      </>
    );
  return null;
}

const seatsInWords = (seats: number) => (seats === 1 ? '1 seat' : `${seats} seats`);

/** What is to become of it: planned for the end of the period, or waiting to be paid. */
function Planned({ subscription, locale }: { subscription: SubscriptionView; locale: string }) {
  const { scheduled, pendingUntil } = subscription;
  if (!scheduled && !pendingUntil) return null;
  return (
    <p className="mt-2 font-medium text-sm">
      {scheduled && (
        <>
          Changes to {scheduled.planName}
          {scheduled.seats > 1 && `, ${seatsInWords(scheduled.seats)},`} on{' '}
          <Moment at={scheduled.at} locale={locale} />.
        </>
      )}
      {pendingUntil && (
        <>
          {' '}
          A change waits to be paid, until <Moment at={pendingUntil} locale={locale} withTime />.
        </>
      )}
    </p>
  );
}

function Discount({
  subscription: { discount },
  locale,
}: {
  subscription: SubscriptionView;
  locale: string;
}) {
  if (!discount) return null;
  return (
    <p className="mt-2 text-ink-soft text-sm">
      {discount.label}
      {discount.until && (
        <>
          {' '}
          until <Moment at={discount.until} locale={locale} />
        </>
      )}
      .
    </p>
  );
}

/** What was used so far and what it comes to, of a plan that is paid so. */
function Usage({ subscription: { usage }, locale }: { subscription: SubscriptionView; locale: string }) {
  if (!usage) return null;
  const count = new Intl.NumberFormat(locale).format(usage.quantity);
  return (
    <p className="sm:text-right">
      <span className="font-semibold text-lg tabular-nums">{formatMoney(usage.amount, locale)}</span>{' '}
      <span className="text-ink-soft text-sm">so far</span>
      <span className="block text-ink-soft text-sm">
        {count} {usage.quantity === 1 ? usage.unit.one : usage.unit.many}, at{' '}
        {formatMoney(usage.price, locale)} each
      </span>
    </p>
  );
}

/** One subscription: what it is, what it costs and what comes next. */
export function PlanDetails({ subscription, locale }: { subscription: SubscriptionView; locale: string }) {
  const { planName, status, statusLabel, statusMessage, seats, interval, recurring } = subscription;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
      <div>
        <p className="flex flex-wrap items-center gap-3">
          <span className="font-semibold text-lg">{planName}</span>
          <SubscriptionBadge status={status} label={statusLabel} />
        </p>
        <p className="mt-2 text-ink-soft text-sm">
          {statusMessage} <NextDate subscription={subscription} locale={locale} />
        </p>
        <Discount subscription={subscription} locale={locale} />
        <Planned subscription={subscription} locale={locale} />
      </div>
      <Usage subscription={subscription} locale={locale} />
      {recurring && (
        <p className="sm:text-right">
          <span className="font-semibold text-lg tabular-nums">{formatMoney(recurring, locale)}</span>{' '}
          <span className="text-ink-soft text-sm">{PER[interval ?? ''] ?? ''}</span>
          {seats > 1 && <span className="block text-ink-soft text-sm">{seatsInWords(seats)}</span>}
        </p>
      )}
    </div>
  );
}
