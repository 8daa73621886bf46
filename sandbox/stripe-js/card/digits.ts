/** Keeps the decimal digits of a text; full-width digits, as a Japanese keyboard types them, count too. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/[^0-9]/g, '');
}
