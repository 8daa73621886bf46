import { formatMoney, type Money } from '../../domain/money';

/** What a mail says, before it is laid out as text and as HTML. Everything here is plain text. */
export type Letter = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly Fact[];
  /** Where to go from here; the path is one of our own pages. */
  readonly action: { readonly label: string; readonly path: `/${string}` };
};

/** A label and its value. */
export type Fact = readonly [string, string];

/** A mail has no reader's locale: nobody's browser asked for it. */
const LOCALE = 'en';

export const amountIn = (money: Money): string => formatMoney(money, LOCALE);

/** A date in UTC, written out: a mail may be read anywhere. */
export function dayOf(date: Date): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** The facts that are known, in their order. */
export function known(facts: readonly (readonly [string, string | null])[]): Fact[] {
  return facts.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}
