import type { Transaction } from '../../kernel';

/** Where the invoice's pages are reached, e.g. `http://127.0.0.1:12111`. */
export interface Site {
  origin: string;
}

/** The address for what time makes due, which no request asked for. */
export function siteOf(tx: Transaction): Site {
  return { origin: tx.origin };
}
