import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import type { Strings } from './strings';

const LANGUAGES = { en, de, fr, es, ja } as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/**
 * Picks the language for a Stripe.js `locale` option: 'auto' (or none) asks the browser's list of languages in its
 * order, a regional tag falls back to its language, and what is not spoken here falls back to English.
 */
export function resolveLanguage(
  requested: string | undefined,
  browserLanguages: readonly string[],
): Language {
  const wanted = requested === undefined || requested === 'auto' ? browserLanguages : [requested];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split(/[-_]/)[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export function stringsFor(language: Language): Strings {
  return LANGUAGES[language];
}

/** Fills `{name}` places of a sentence. */
export function fillIn(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
