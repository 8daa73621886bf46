/** A telephone number without what people write between its digits; null when it cannot be one. */
export function phoneNumber(text: string, country: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s().\-/]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(plain)) return plain;
  const isNorthAmerican = ['US', 'CA', 'PR'].includes(country);
  if (isNorthAmerican) return /^1?[2-9]\d{9}$/.test(plain) ? `+1${plain.slice(-10)}` : null;
  return /^\d{6,14}$/.test(plain) ? plain : null;
}

/** An email address as browsers accept it, with a name for the host's zone. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>"(),:;]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(text);
}
