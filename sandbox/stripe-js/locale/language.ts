const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'] as const;

export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
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
