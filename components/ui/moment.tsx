type Props = { readonly at: Date | null; readonly locale: string; readonly withTime?: boolean };

/** A date for a reader. In UTC, and saying so with the time: the server doesn't know the reader's zone. */
export function Moment({ at, locale, withTime = false }: Props) {
  if (!at) return <span className="text-ink-soft">–</span>;
  const text = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeZone: 'UTC',
    ...(withTime ? { timeStyle: 'short' } : {}),
  }).format(at);
  return <time dateTime={at.toISOString()}>{withTime ? `${text} UTC` : text}</time>;
}
