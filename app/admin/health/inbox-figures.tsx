import { Figure } from '@/components/admin/figure';
import type { InboxBacklog } from '@/lib/payments/domain/admin-views';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A length of time in its largest whole unit. */
function duration(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= 2 * size) ?? ['second', 1];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(seconds / size),
  );
}

type Props = {
  readonly inbox: InboxBacklog;
  /** Seconds from which on an overdue event is alarming: where the health check fails too. */
  readonly limit: number;
  readonly locale: string;
};

/** How far the inbox is behind. */
export function InboxFigures({ inbox, limit, locale }: Props) {
  const { oldestSeconds, waiting, dead, receivedPerMinute } = inbox;
  const count = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  return (
    <>
      <Figure label="Longest overdue event" alarm={oldestSeconds !== null && oldestSeconds > limit}>
        {oldestSeconds === null ? 'None overdue' : duration(oldestSeconds, locale)}
      </Figure>
      <Figure label="Events waiting">{count(waiting)}</Figure>
      <Figure label="Events given up on" alarm={dead > 0}>
        {count(dead)}
      </Figure>
      <Figure label="Events a minute, last 5 minutes">{count(receivedPerMinute)}</Figure>
    </>
  );
}
