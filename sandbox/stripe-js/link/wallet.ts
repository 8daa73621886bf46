import type {
  ExpressCheckoutPartialAddress,
  StripeExpressCheckoutElementConfirmEvent,
} from '@stripe/stripe-js';
import { isLanguage, type Language } from '../locale/language';
import { isRecord } from '../record';
import { isWallet, type Wallet } from './express';
import { isOfKind } from './protocol';
import { type CardAnswer, type CardQuestion, isCardAnswer, isCardQuestion } from './requests';

export interface ShownRate {
  readonly id: string;
  readonly displayName: string;
  readonly amount: number;
  readonly estimate: string | null;
}

export type WalletStatus =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'updating' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'paying' }
  | { readonly kind: 'failed'; readonly message: string | null };

export interface WalletSheet {
  readonly language: Language;
  readonly wallet: Wallet;
  readonly business: string | null;
  /** Minor units; null where a card is only being saved. */
  readonly amount: number | null;
  readonly currency: string;
  readonly lineItems: readonly { readonly name: string; readonly amount: number }[];
  readonly wants: Readonly<Record<'email' | 'phone' | 'billing' | 'shipping', boolean>>;
  readonly countries: readonly string[] | null;
  readonly rates: readonly ShownRate[];
  readonly status: WalletStatus;
}

export type Authorization = Pick<
  StripeExpressCheckoutElementConfirmEvent,
  'billingDetails' | 'shippingAddress'
> & { readonly rate: string | null };

export type ToWalletFrame =
  | { readonly type: 'sheet'; readonly sheet: WalletSheet }
  | { readonly type: 'ask'; readonly id: number; readonly question: CardQuestion };

export type FromWalletFrame =
  | { readonly type: 'cancel' }
  | { readonly type: 'address'; readonly name: string; readonly address: ExpressCheckoutPartialAddress }
  | { readonly type: 'rate'; readonly rate: string }
  | { readonly type: 'authorized'; readonly authorization: Authorization }
  | { readonly type: 'answered'; readonly id: number; readonly answer: CardAnswer };

export function isToWalletFrame(data: unknown): data is ToWalletFrame {
  if (!isRecord(data)) return false;
  if (data.type === 'ask') return typeof data.id === 'number' && isCardQuestion(data.question);
  return (
    data.type === 'sheet' &&
    isRecord(data.sheet) &&
    isLanguage(data.sheet.language) &&
    isWallet(data.sheet.wallet) &&
    isOfKind(data.sheet.status, 'choosing', 'updating', 'refused', 'paying', 'failed')
  );
}

export function isFromWalletFrame(data: unknown): data is FromWalletFrame {
  if (!isRecord(data)) return false;
  switch (data.type) {
    case 'cancel':
      return true;
    case 'address':
      return typeof data.name === 'string' && isRecord(data.address);
    case 'rate':
      return typeof data.rate === 'string';
    case 'authorized':
      return isRecord(data.authorization);
    case 'answered':
      return typeof data.id === 'number' && isCardAnswer(data.answer);
    default:
      return false;
  }
}
