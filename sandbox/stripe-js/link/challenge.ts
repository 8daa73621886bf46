import { isLanguage, type Language } from '../locale/language';
import { isRecord } from '../record';

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

export type FromChallengeFrame = { readonly type: 'escape' } | { readonly type: 'finished' };

export function isFromChallengeFrame(data: unknown): data is FromChallengeFrame {
  return isRecord(data) && (data.type === 'escape' || data.type === 'finished');
}

export function isToChallengeFrame(data: unknown): data is ToChallengeFrame {
  if (!isRecord(data)) return false;
  if (data.type === 'fail') return true;
  if (data.type !== 'challenge' || !isRecord(data.config)) return false;
  const { language, intentId, clientSecret, key } = data.config;
  return isLanguage(language) && [intentId, clientSecret, key].every((text) => typeof text === 'string');
}
