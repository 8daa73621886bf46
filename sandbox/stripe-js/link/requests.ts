import type { ApiAnswer } from '../api/answer';
import { isApiAnswer, isObjectAnswer, type ObjectAnswer } from '../api/answer';
import type { ApiAccess, IntentKind } from '../api/client';
import { isRecord } from '../record';
import { isOfKind } from './protocol';

/** Whose account to speak for; the frame knows its own origin. */
export type FrameAccess = Omit<ApiAccess, 'origin'>;
export type Pairs = readonly (readonly [string, string])[];

/** What the frame that holds the card is asked to send with it: the card itself never leaves the frame but for the API. */
export type CardQuestion =
  | {
      readonly kind: 'confirm';
      readonly access: FrameAccess;
      readonly intent: IntentKind;
      readonly intentId: string;
      /** Form pairs to send beside the card, already flattened. */
      readonly pairs: Pairs;
    }
  | {
      readonly kind: 'create';
      readonly access: FrameAccess;
      readonly what: 'payment_method' | 'confirmation_token';
      readonly pairs: Pairs;
    };

export type CardAnswer =
  | { readonly kind: 'confirmed'; readonly answer: ApiAnswer }
  | { readonly kind: 'created'; readonly answer: ObjectAnswer };

export function isFrameAccess(value: unknown): value is FrameAccess {
  return isRecord(value) && typeof value.key === 'string';
}

export function isCardQuestion(value: unknown): value is CardQuestion {
  if (!isOfKind(value, 'confirm', 'create')) return false;
  if (!isFrameAccess(value.access) || !Array.isArray(value.pairs)) return false;
  if (value.kind === 'create') return value.what === 'payment_method' || value.what === 'confirmation_token';
  const isIntent = value.intent === 'payment_intent' || value.intent === 'setup_intent';
  return isIntent && typeof value.intentId === 'string';
}

export function isCardAnswer(value: unknown): value is CardAnswer {
  if (isOfKind(value, 'confirmed')) return isApiAnswer(value.answer);
  return isOfKind(value, 'created') && isObjectAnswer(value.answer);
}
