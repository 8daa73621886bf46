import { SandboxError } from './errors';

export interface Credentials {
  kind: 'secret' | 'publishable';
  /** What follows `sk_test_`, `rk_test_` or `pk_test_`: keys with the same suffix share an account. */
  account: string;
}

const MISSING =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we " +
  'can help at https://support.stripe.com/.';

/** Reads the key of an `Authorization` header, Bearer or Basic. Throws 401. */
export function authenticate(header: string | undefined): Credentials {
  const key = keyIn(header);
  if (key === '') throw new SandboxError(401, { type: 'invalid_request_error', message: MISSING });
  const match = /^(sk|rk|pk)_test_(\w{1,200})$/.exec(key);
  const [, prefix, account] = match ?? [];
  if (prefix === undefined || account === undefined) throw invalidKey(key);
  return { kind: prefix === 'pk' ? 'publishable' : 'secret', account };
}

function keyIn(header: string | undefined): string {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)\s*$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '';
}

function invalidKey(key: string): SandboxError {
  const prefix = /^[a-z]+_[a-z]+_/.exec(key)?.[0] ?? '';
  const message = `Invalid API Key provided: ${prefix}***`;
  return new SandboxError(401, { type: 'invalid_request_error', message });
}

/** 403: what a publishable key must not do. */
export function secretKeyRequired(): SandboxError {
  const message =
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of ' +
    'your API keys at https://dashboard.stripe.com/account/apikeys.';
  return new SandboxError(403, { type: 'invalid_request_error', code: 'secret_key_required', message });
}
