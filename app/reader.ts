import 'server-only';

import { headers } from 'next/headers';
import type { Currency } from '@/lib/payments/domain/catalog';
import { parseCurrency, readerCurrency, readerLocale } from '@/lib/payments/domain/reader-currency';

export type Reader = {
  readonly currency: Currency;
  /** The currency was asked for in the address, so links go on carrying it. */
  readonly chosen: boolean;
  /** BCP 47, for amounts and dates. */
  readonly locale: string;
};

/** How to speak to whoever is reading. A country header comes from an edge network; forging it changes only what one sees. */
export async function getReader(currency?: string | string[]): Promise<Reader> {
  const incoming = await headers();
  const language = incoming.get('accept-language');
  const chosen = parseCurrency(typeof currency === 'string' ? currency : null);
  const country = incoming.get('x-vercel-ip-country') ?? incoming.get('cf-ipcountry');
  return {
    currency: chosen ?? readerCurrency(country, language),
    chosen: chosen !== null,
    locale: readerLocale(language),
  };
}
