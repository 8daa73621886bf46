import type { ReactNode } from 'react';
import { SubmitButton } from '@/components/billing/submit-button';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import type { PlanTarget } from '@/lib/payments';
import { formatMoney } from '@/lib/payments/domain/money';
import type { OwnSubscriptionView, PlanChangeQuote } from '@/lib/payments/domain/views';
import { confirmChange } from '../actions';
import { SeenFields } from '../seen-fields';

function Receipt({ children }: { children: ReactNode }) {
  return (
    <section aria-labelledby="plan-quote" className="receipt-edge bg-card px-6 pt-7 pb-10 sm:px-8">
      <h2 id="plan-quote" className="mb-5 text-lg">
        What changes
      </h2>
      {children}
    </section>
  );
}

/** Nothing was chosen yet that differs from what runs. */
export function NothingChosen() {
  return (
    <Receipt>
      <p className="text-ink-soft text-sm">
        Choose another plan or another number of seats to see what it costs.
      </p>
    </Receipt>
  );
}

/** What was chosen can't be had, or its price could not be asked for. */
export function NotQuoted({ message }: { message: string }) {
  return (
    <Receipt>
      <Notice tone="warn">
        {message} <TextLink href="/billing">Back to billing</TextLink>
      </Notice>
    </Receipt>
  );
}

function Row({ label, children, strong = false }: { label: string; children: ReactNode; strong?: boolean }) {
  return (
    <div className={`flex items-baseline justify-between gap-6 ${strong ? 'font-semibold' : 'text-sm'}`}>
      <dt className={strong ? '' : 'text-ink-soft'}>{label}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}

type QuoteProps = { readonly quote: PlanChangeQuote; readonly locale: string };

function Lines({ quote: { lines }, locale }: QuoteProps) {
  return lines.map(({ label, amount }, index) => (
    // Two corrections of one plan may read alike.
    <Row key={`${index} ${label}`} label={label}>
      {formatMoney(amount, locale)}
    </Row>
  ));
}

function Amounts({ quote, locale }: QuoteProps) {
  const { when, dueToday, nextInvoice, nextInvoiceAt } = quote;
  const lines = (
    <dl className="space-y-2.5">
      <Lines quote={quote} locale={locale} />
    </dl>
  );
  return (
    <div className="space-y-5 divide-y divide-dashed divide-line *:pb-5 *:last:pb-0">
      {when === 'now' && lines}
      <dl className="space-y-2.5">
        <Row label="Due today" strong>
          {formatMoney(dueToday, locale)}
        </Row>
        <Row label="Next invoice" strong>
          {formatMoney(nextInvoice, locale)}
          {nextInvoiceAt && (
            <span className="block font-normal text-ink-soft text-sm">
              on <Moment at={nextInvoiceAt} locale={locale} />
            </span>
          )}
        </Row>
      </dl>
      {/* What is charged then, not today. */}
      {when === 'period_end' && lines}
    </div>
  );
}

function When({ quote: { when, at, dueToday }, locale }: QuoteProps) {
  if (when === 'now') {
    return dueToday.amount > 0
      ? 'Changes as soon as this is paid with your default card.'
      : 'Changes at once, and nothing is charged today.';
  }
  return (
    <>
      {at ? (
        <>
          Changes on <Moment at={at} locale={locale} />
        </>
      ) : (
        'Changes at the end of the period'
      )}
      . Until then your plan stays as it is, and you can take this back.
    </>
  );
}

type Props = QuoteProps & {
  readonly subscription: OwnSubscriptionView;
  readonly target: PlanTarget;
};

/** What a change costs today and next time, and the button that makes it at just that price. */
export function PlanQuote({ subscription, target, quote, locale }: Props) {
  return (
    <Receipt>
      <Amounts quote={quote} locale={locale} />
      <p className="mt-5 text-ink-soft text-sm">
        <When quote={quote} locale={locale} />
      </p>
      <form action={confirmChange} className="mt-6">
        <SeenFields {...subscription} />
        <input type="hidden" name="lookupKey" value={target.lookupKey} />
        <input type="hidden" name="seats" value={target.seats} />
        <input type="hidden" name="prorationDate" value={quote.prorationDate ?? ''} />
        <SubmitButton size="lg" className="w-full">
          Confirm change
        </SubmitButton>
      </form>
    </Receipt>
  );
}
