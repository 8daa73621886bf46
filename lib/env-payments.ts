import { refuse } from './configuration-error';
import type { Mode } from './payments/domain/mode';

/** The sandbox's fixed keys: any `sk_test_` key is accepted there; the suffix names the account. */
const SANDBOX_KEYS = { secretKey: 'sk_test_sandbox', publishableKey: 'pk_test_sandbox' } as const;

/** The variables that decide about payments, blank ones left out. */
export type PaymentVariables = {
  readonly NODE_ENV: 'development' | 'production' | 'test';
  readonly NEXTAUTH_URL: string;
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_PUBLISHABLE_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET_PREVIOUS?: string | undefined;
  readonly SANDBOX_URL?: string | undefined;
  readonly STRIPE_REQUESTS_PER_SECOND?: number | undefined;
  readonly TRIAL_ONCE_PER_CARD?: 'true' | 'false' | undefined;
  readonly AUTOMATIC_TAX?: 'true' | 'false' | undefined;
};

/** What the payments layer is configured with. `sandboxUrl` is set in sandbox mode and only then. */
export type PaymentsEnv = {
  readonly mode: Mode;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Current first, then the one being rolled out. */
  readonly webhookSecrets: readonly [string, ...string[]];
  readonly sandboxUrl: string | null;
  /** The account's own rate limit, where Stripe has agreed to another than the mode's. */
  readonly requestsPerSecond: number | null;
  /** Whether a card opens one trial only. Not with test cards, unless told to: everybody has the same few of them. */
  readonly trialOncePerCard: boolean;
  /** Whether the provider works taxes out and collects them with new subscriptions. */
  readonly automaticTax: boolean;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const isLoopback = (url: string): boolean => LOOPBACK.has(new URL(url).hostname);

function keyMode(key: string, kinds: string): 'test' | 'live' | null {
  const match = new RegExp(`^(?:${kinds})_(test|live)_\\S+$`).exec(key);
  return match?.[1] === 'test' || match?.[1] === 'live' ? match[1] : null;
}

/** Test and live never mixed, secret and publishable never swapped (failures 9 and 22). */
function modeOfKeys(secretKey: string, publishableKey: string): 'test' | 'live' {
  const secret = keyMode(secretKey, 'sk|rk');
  if (!secret) refuse('STRIPE_SECRET_KEY must start with sk_test_, rk_test_, sk_live_ or rk_live_.');
  const publishable = keyMode(publishableKey, 'pk');
  if (!publishable) refuse('STRIPE_PUBLISHABLE_KEY must start with pk_test_ or pk_live_.');
  if (secret !== publishable) {
    refuse(
      `STRIPE_SECRET_KEY is a ${secret} key and STRIPE_PUBLISHABLE_KEY a ${publishable} key: use two of one mode.`,
    );
  }
  return secret;
}

/** A blank secret would let anyone sign events (failure 8), so it refuses to start rather than being skipped. */
function webhookSecretsOf(variables: PaymentVariables): readonly [string, ...string[]] {
  const { STRIPE_WEBHOOK_SECRET: current, STRIPE_WEBHOOK_SECRET_PREVIOUS: previous } = variables;
  if (!current) {
    refuse(
      'STRIPE_WEBHOOK_SECRET is missing or blank: set it to the signing secret of your endpoint (whsec_…).',
    );
  }
  for (const secret of [current, previous]) {
    if (secret !== undefined && !/^whsec_\S{8,}$/.test(secret)) {
      refuse('STRIPE_WEBHOOK_SECRET and STRIPE_WEBHOOK_SECRET_PREVIOUS must be signing secrets (whsec_…).');
    }
  }
  return previous ? [current, previous] : [current];
}

/**
 * The mode and the keys, checked against each other.
 * @throws ConfigurationError with one sentence that says what to change
 */
export function paymentsOf(variables: PaymentVariables): PaymentsEnv {
  const { STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable, SANDBOX_URL: sandbox } = variables;
  const production = variables.NODE_ENV === 'production';
  if (sandbox === undefined && secret === undefined && publishable === undefined && production) {
    refuse('In production set STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET.');
  }
  if ((secret === undefined) !== (publishable === undefined)) {
    refuse('Set both STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY, or neither to use the sandbox.');
  }
  const keys =
    secret !== undefined && publishable !== undefined
      ? { secretKey: secret, publishableKey: publishable }
      : SANDBOX_KEYS;
  const mode = modeOfKeys(keys.secretKey, keys.publishableKey);
  const webhookSecrets = webhookSecretsOf(variables);
  const sandboxUrl = sandbox ?? (secret === undefined ? 'http://127.0.0.1:12111' : null);
  const requestsPerSecond = variables.STRIPE_REQUESTS_PER_SECOND ?? null;
  const { TRIAL_ONCE_PER_CARD: oncePerCard } = variables;
  const trialOncePerCard = oncePerCard === undefined ? mode === 'live' : oncePerCard === 'true';
  const automaticTax = variables.AUTOMATIC_TAX === 'true';
  const limits = { requestsPerSecond, trialOncePerCard };
  const settings = { ...keys, webhookSecrets, sandboxUrl, ...limits, automaticTax };
  if (sandboxUrl === null) return { ...settings, mode };
  if (mode === 'live') refuse('SANDBOX_URL is set together with live keys: remove one of them.');
  if (production && !(isLoopback(sandboxUrl) && isLoopback(variables.NEXTAUTH_URL))) {
    refuse('The sandbox cannot serve a public site: remove SANDBOX_URL and set your Stripe keys.');
  }
  return { ...settings, mode: 'sandbox' };
}
