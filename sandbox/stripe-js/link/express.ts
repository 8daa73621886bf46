import { areLooks, type DialectGuards, type FrameLooks, isNothing, isOfKind } from './protocol';

export const WALLETS = ['apple_pay', 'google_pay', 'link'] as const;
export type Wallet = (typeof WALLETS)[number];

/** What the wallets are called, in every language. */
export const WALLET_NAMES: Readonly<Record<Wallet, string>> = {
  apple_pay: 'Apple Pay',
  google_pay: 'Google Pay',
  link: 'Link',
};

export function isWallet(value: unknown): value is Wallet {
  return WALLETS.some((wallet) => wallet === value);
}

export interface WalletButton {
  readonly wallet: Wallet;
  /** Stripe's own word for the label, as `buy` or `check-out`. */
  readonly type: string;
  readonly theme: string;
}

export interface ExpressFrameConfig extends FrameLooks {
  readonly buttons: readonly WalletButton[];
  readonly height: number;
  readonly maxColumns: number;
  /** 0: no limit. */
  readonly maxRows: number;
  /** Buttons beyond the last row are behind "Show more", or not there at all. */
  readonly overflow: 'auto' | 'never';
}

export interface ExpressDialect {
  readonly config: ExpressFrameConfig;
  readonly state: never;
  readonly question: never;
  readonly answer: never;
  readonly notice: { readonly kind: 'pressed'; readonly wallet: Wallet };
}

export const expressGuards: DialectGuards<ExpressDialect> = {
  config: (value): value is ExpressFrameConfig => areLooks(value) && Array.isArray(value.buttons),
  state: isNothing,
  question: isNothing,
  answer: isNothing,
  notice: (value): value is ExpressDialect['notice'] => isOfKind(value, 'pressed') && isWallet(value.wallet),
};
