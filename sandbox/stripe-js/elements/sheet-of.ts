import type { LineItem, ShippingRate } from '@stripe/stripe-js';
import type { Wallet } from '../link/express';
import type { WalletSheet, WalletStatus } from '../link/wallet';
import type { Language } from '../locale/language';
import type { ExpressOptions } from './express-options';
import { shownRate } from './sheet-money';

/** What a wallet's sheet is made of, beside what changes while it is open. */
export interface SheetSource {
  readonly wallet: Wallet;
  readonly language: Language;
  readonly options: ExpressOptions;
  /** The total as the group has it now. */
  amount(): { readonly value: number | null; readonly currency: string };
}

/** What the wallet's frame is told to show. */
export function sheetOf(
  { options, wallet, language, amount }: SheetSource,
  lineItems: readonly LineItem[],
  rates: readonly ShippingRate[],
  status: WalletStatus,
): WalletSheet {
  const { value, currency } = amount();
  return {
    language,
    wallet,
    business: options.business?.name ?? null,
    amount: value,
    currency,
    lineItems,
    wants: {
      email: options.emailRequired === true,
      phone: options.phoneNumberRequired === true,
      billing: options.billingAddressRequired === true,
      shipping: options.shippingAddressRequired === true,
    },
    countries: options.allowedShippingCountries ?? null,
    rates: rates.map((rate) => shownRate(rate, language)),
    status,
  };
}
