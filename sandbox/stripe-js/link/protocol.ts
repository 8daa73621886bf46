import type { StripeError } from '@stripe/stripe-js';
import { type ApiAnswer, isApiAnswer } from '../api/answer';
import type { ApiAccess, IntentKind } from '../api/client';
import type { CardBrand } from '../card/brand';
import type { AppearanceRule } from '../elements/appearance';
import type { ColorScheme } from '../elements/color-scheme';
import { isLanguage, type Language } from '../locale/locale';
import { isRecord, isTextRecord } from '../record';

/** A frame says hello to the page's window; the page answers with one end of a private channel. */
export const HELLO = 'sandbox-elements:hello';
export const CONNECT = 'sandbox-elements:connect';

export interface FontFaceData {
  readonly family: string;
  readonly data: ArrayBuffer;
  readonly descriptors: Readonly<Record<string, string>>;
}

export interface PaymentFrameConfig {
  readonly language: Language;
  readonly scheme: ColorScheme;
  readonly theme: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly rules: readonly AppearanceRule[];
  readonly labels: 'above' | 'floating';
  readonly inputs: 'spaced' | 'condensed';
  readonly animate: boolean;
  readonly readOnly: boolean;
  readonly showTerms: boolean;
  readonly business: string | null;
}

export interface ConfirmRequest {
  readonly access: Omit<ApiAccess, 'origin'>;
  readonly kind: IntentKind;
  readonly intentId: string;
  /** Form pairs to send beside the card, already flattened. */
  readonly pairs: readonly (readonly [string, string])[];
}

export type ToPaymentFrame =
  | { readonly type: 'configure'; readonly config: PaymentFrameConfig }
  | { readonly type: 'backdrop'; readonly color: string | null }
  | { readonly type: 'fonts'; readonly faces: readonly FontFaceData[] }
  | { readonly type: 'submit'; readonly id: number }
  | { readonly type: 'confirm'; readonly id: number; readonly request: ConfirmRequest }
  | { readonly type: 'focus' }
  | { readonly type: 'blur' }
  | { readonly type: 'clear' };

export interface ChangeState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
  readonly brand: CardBrand;
}

export type FromPaymentFrame =
  | { readonly type: 'configured' }
  | { readonly type: 'height'; readonly pixels: number }
  | { readonly type: 'change'; readonly state: ChangeState }
  | { readonly type: 'focus' }
  | { readonly type: 'blur' }
  | { readonly type: 'escape' }
  | { readonly type: 'submitted'; readonly id: number; readonly error: StripeError | null }
  | { readonly type: 'confirmed'; readonly id: number; readonly answer: ApiAnswer };

export interface ChallengeConfig {
  readonly language: Language;
  readonly intentId: string;
  readonly clientSecret: string;
  readonly key: string;
  /** Minor units with currency, or null where a card is only being saved. */
  readonly amount: { readonly value: number; readonly currency: string } | null;
}

export type ToChallengeFrame =
  | { readonly type: 'challenge'; readonly config: ChallengeConfig }
  | { readonly type: 'fail' };

export type FromChallengeFrame =
  | { readonly type: 'height'; readonly pixels: number }
  | { readonly type: 'escape' }
  | { readonly type: 'finished' };

export function isFromPaymentFrame(data: unknown): data is FromPaymentFrame {
  if (!isRecord(data)) return false;
  switch (data.type) {
    case 'configured':
    case 'focus':
    case 'blur':
    case 'escape':
      return true;
    case 'height':
      return typeof data.pixels === 'number' && Number.isFinite(data.pixels);
    case 'change':
      return (
        isRecord(data.state) &&
        typeof data.state.empty === 'boolean' &&
        typeof data.state.complete === 'boolean'
      );
    case 'submitted':
      return typeof data.id === 'number' && (data.error === null || isRecord(data.error));
    case 'confirmed':
      return typeof data.id === 'number' && isApiAnswer(data.answer);
    default:
      return false;
  }
}

export function isToPaymentFrame(data: unknown): data is ToPaymentFrame {
  if (!isRecord(data)) return false;
  switch (data.type) {
    case 'focus':
    case 'blur':
    case 'clear':
      return true;
    case 'submit':
      return typeof data.id === 'number';
    case 'backdrop':
      return data.color === null || typeof data.color === 'string';
    case 'fonts':
      return Array.isArray(data.faces);
    case 'configure':
      return isPaymentFrameConfig(data.config);
    case 'confirm':
      return typeof data.id === 'number' && isConfirmRequest(data.request);
    default:
      return false;
  }
}

function isPaymentFrameConfig(value: unknown): value is PaymentFrameConfig {
  return (
    isRecord(value) &&
    isLanguage(value.language) &&
    isTextRecord(value.variables) &&
    Array.isArray(value.rules)
  );
}

function isConfirmRequest(value: unknown): value is ConfirmRequest {
  return (
    isRecord(value) &&
    isRecord(value.access) &&
    typeof value.access.key === 'string' &&
    (value.kind === 'payment_intent' || value.kind === 'setup_intent') &&
    typeof value.intentId === 'string' &&
    Array.isArray(value.pairs)
  );
}

export function isFromChallengeFrame(data: unknown): data is FromChallengeFrame {
  if (!isRecord(data)) return false;
  if (data.type === 'height') return typeof data.pixels === 'number' && Number.isFinite(data.pixels);
  return data.type === 'escape' || data.type === 'finished';
}

export function isToChallengeFrame(data: unknown): data is ToChallengeFrame {
  if (!isRecord(data)) return false;
  if (data.type === 'fail') return true;
  if (data.type !== 'challenge' || !isRecord(data.config)) return false;
  const { language, intentId, clientSecret, key } = data.config;
  return isLanguage(language) && [intentId, clientSecret, key].every((text) => typeof text === 'string');
}
