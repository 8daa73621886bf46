import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import type { Language } from './language';
import type { Strings } from './strings';

export { fillIn } from './fill-in';
export { isLanguage, type Language, resolveLanguage } from './language';

const STRINGS: Readonly<Record<Language, Strings>> = { en, de, fr, es, ja };

export function stringsFor(language: Language): Strings {
  return STRINGS[language];
}
