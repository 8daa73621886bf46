import { Moment } from '@/components/ui/moment';

/** How fresh a page's figures are. */
export function AsOf({ at, locale }: { at: Date; locale: string }) {
  return (
    <p className="text-ink-soft text-sm">
      As of <Moment at={at} locale={locale} withTime />
    </p>
  );
}
