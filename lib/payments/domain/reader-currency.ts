import { CURRENCIES, type Currency } from './catalog';

const EURO_REGIONS = new Set('AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '));

function currencyOfRegion(region: string): Currency {
  if (EURO_REGIONS.has(region)) return 'eur';
  if (region === 'GB') return 'gbp';
  if (region === 'JP') return 'jpy';
  return 'usd';
}

/** Parses a currency named in an address or a form; null when the catalogue has no such currency. */
export function parseCurrency(text: string | null | undefined): Currency | null {
  const lower = text?.toLowerCase();
  return CURRENCIES.find((currency) => currency === lower) ?? null;
}

function likelyRegion(language: string): string | null {
  try {
    return new Intl.Locale(language).maximize().region ?? null;
  } catch {
    return null; // not a language tag: the header is the reader's to write
  }
}

/**
 * The currency to show a reader: by the country an edge network names, else by the first language the browser asks for.
 * @param country ISO 3166 alpha-2, when known
 * @param acceptLanguage the raw header
 */
export function readerCurrency(country: string | null, acceptLanguage: string | null): Currency {
  if (country) return currencyOfRegion(country.toUpperCase());
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim();
  const region = first ? likelyRegion(first) : null;
  return region ? currencyOfRegion(region) : 'usd';
}

/** The first language tag of an Accept-Language header that the runtime can format for; `en-US` otherwise. */
export function readerLocale(acceptLanguage: string | null): string {
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim();
  return first && likelyRegion(first) ? first : 'en-US';
}
