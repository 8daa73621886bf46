import type { FormHash, FormValue } from './form';

/** Parameters and fields whose value nobody may read again. */
const SECRET =
  /^(number|cvc|exp_month|exp_year|client_secret|secret|customer_session_client_secret|password|account_number|routing_number|iban|token)$/;
const REPLACEMENT = '[redacted]';

/** The parameters of a request without what must not be kept: card data and secrets. */
export function withoutSecrets(params: FormHash): FormHash {
  const result: FormHash = Object.create(null);
  for (const [name, value] of Object.entries(params))
    result[name] = SECRET.test(name) ? REPLACEMENT : bare(value);
  return result;
}

function bare(value: FormValue): FormValue {
  if (typeof value === 'string') return looksLikeCard(value) ? REPLACEMENT : withoutSecretsInText(value);
  return Array.isArray(value) ? value.map(bare) : withoutSecrets(value);
}

/** JSON text without the secrets that answers carry. */
export function withoutSecretsIn(json: string): string {
  const named = json.replace(/("(?:client_secret|secret)":\s*)"[^"]*"/g, `$1"${REPLACEMENT}"`);
  return withoutSecretsInText(named);
}

/**
 * A path or a text without the secret part of client secrets and without card numbers: whoever gives one where an id
 * belongs is told so in a message that repeats it.
 */
export function withoutSecretsInText(text: string): string {
  return text
    .replace(/(?<=_secret_)\w{8,}/g, REPLACEMENT)
    .replace(/(?<!\w)\d(?:[ -]?\d){13,18}(?!\w)/g, (digits) =>
      looksLikeCard(digits) ? REPLACEMENT : digits,
    );
}

/** 13 to 19 digits that carry a card number's check digit, however they are spaced. */
function looksLikeCard(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
