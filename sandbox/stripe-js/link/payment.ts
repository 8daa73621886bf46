import type { CardBrand } from '../card/brand';
import { isRecord } from '../record';
import { areLooks, type DialectGuards, type FrameLooks, isOfKind } from './protocol';
import {
  type CardAnswer,
  type CardQuestion,
  type FrameAccess,
  isCardAnswer,
  isCardQuestion,
  isFrameAccess,
} from './requests';
import { isSubmitted, type Submitted } from './submitted';

export interface PaymentFrameConfig extends FrameLooks {
  readonly readOnly: boolean;
  readonly showTerms: boolean;
  readonly business: string | null;
  /** The payment keeps the card for the customer whatever the buyer chooses. */
  readonly willBeSaved: boolean;
  readonly session: { readonly secret: string; readonly access: FrameAccess } | null;
}

/** What the page may know of a saved card. */
export interface SavedMethod {
  readonly id: string;
  readonly type: string;
  readonly billing_details: {
    readonly address: Record<'city' | 'country' | 'line1' | 'line2' | 'postal_code' | 'state', string | null>;
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
}

export interface PaymentState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
  readonly brand: CardBrand;
  readonly funding: string | null;
  /** The saved card that is chosen; null for a new one. */
  readonly saved: SavedMethod | null;
  /** Whether the buyer wants a new card to be saved; null where that is not asked. */
  readonly save: boolean | null;
}

export interface SavedMethodNotice {
  readonly kind: 'updated' | 'removed';
  readonly method: SavedMethod;
  readonly error: string | null;
}

export interface PaymentDialect {
  readonly config: PaymentFrameConfig;
  readonly state: PaymentState;
  readonly question: { readonly kind: 'submit' } | CardQuestion;
  readonly answer: Submitted | CardAnswer;
  readonly notice: SavedMethodNotice;
}

export const paymentGuards: DialectGuards<PaymentDialect> = {
  config: (value): value is PaymentFrameConfig => areLooks(value) && isSession(value.session),
  state: (value): value is PaymentState =>
    isRecord(value) && typeof value.empty === 'boolean' && typeof value.complete === 'boolean',
  question: (value): value is PaymentDialect['question'] =>
    isOfKind(value, 'submit') || isCardQuestion(value),
  answer: (value): value is PaymentDialect['answer'] => isSubmitted(value) || isCardAnswer(value),
  notice: (value): value is SavedMethodNotice =>
    isOfKind(value, 'updated', 'removed') && isRecord(value.method),
};

function isSession(value: unknown): value is PaymentFrameConfig['session'] {
  return (
    value === null || (isRecord(value) && typeof value.secret === 'string' && isFrameAccess(value.access))
  );
}
