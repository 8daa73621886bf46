/**
 * The words of a text as customers are searched by: letters and digits of any language, in lower case. Done here and not by
 * the database, whose idea of a letter depends on the locale it was made with.
 */
export function searchWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
