import { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import type { Mode } from './payments/domain/mode';

/** The sandbox's fixed keys: any `sk_test_` key is accepted there; the suffix names the account. */
const SANDBOX_KEYS = { secretKey: 'sk_test_sandbox', publishableKey: 'pk_test_sandbox' } as const;

const text = z.string().trim().min(1);
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: text.optional(),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  NEXTAUTH_SECRET: text.min(16, 'must have at least 16 characters').optional(),
  STRIPE_SECRET_KEY: text.optional(),
  STRIPE_PUBLISHABLE_KEY: text.optional(),
  STRIPE_WEBHOOK_SECRET: text.optional(),
  STRIPE_WEBHOOK_SECRET_PREVIOUS: text.optional(),
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  GITHUB_ID: text.optional(),
  GITHUB_SECRET: text.optional(),
  WORKER: z.enum(['inline', 'external']).default('inline'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: text.min(10).optional(),
});
type Variables = z.infer<typeof schema>;

export type OAuthKeys = { readonly clientId: string; readonly clientSecret: string };

/** What the payments layer is configured with. `sandboxUrl` is set in sandbox mode and only then. */
export type PaymentsEnv = {
  readonly mode: Mode;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Current first, then the one being rolled out. */
  readonly webhookSecrets: readonly [string, ...string[]];
  readonly sandboxUrl: string | null;
};

export type Env = {
  readonly production: boolean;
  readonly databaseUrl: string;
  readonly nextAuthUrl: string;
  readonly nextAuthSecret: string;
  readonly google: OAuthKeys | null;
  readonly github: OAuthKeys | null;
  readonly worker: 'inline' | 'external';
  readonly logLevel: Variables['LOG_LEVEL'];
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly sandboxUrl: string | null;
  readonly mode: Mode;
  readonly payments: PaymentsEnv;
};

function refuse(sentence: string): never {
  throw new ConfigurationError(sentence);
}

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
function webhookSecretsOf(variables: Variables): readonly [string, ...string[]] {
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

function paymentsOf(variables: Variables): PaymentsEnv {
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
  if (sandboxUrl === null) return { ...keys, mode, webhookSecrets, sandboxUrl };
  if (mode === 'live') refuse('SANDBOX_URL is set together with live keys: remove one of them.');
  if (production && !(isLoopback(sandboxUrl) && isLoopback(variables.NEXTAUTH_URL))) {
    refuse('The sandbox cannot serve a public site: remove SANDBOX_URL and set your Stripe keys.');
  }
  return { ...keys, mode: 'sandbox', webhookSecrets, sandboxUrl };
}

/** A secret key in a variable that Next.js copies into the browser's bundle (failure 22). */
function refusePublicSecrets(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (name.startsWith('NEXT_PUBLIC_') && value && /^(sk|rk|whsec)_/.test(value.trim())) {
      refuse(`${name} holds a secret and would be sent to every browser: rename it without NEXT_PUBLIC_.`);
    }
  }
}

function oauthOf(name: string, clientId?: string, clientSecret?: string): OAuthKeys | null {
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId || clientSecret) refuse(`Sign-in with ${name} needs both its id and its secret.`);
  return null;
}

/**
 * Reads and checks the whole configuration.
 * @throws ConfigurationError with one sentence that says what to change
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  refusePublicSecrets(source);
  // An empty value is an absent one: a blank webhook secret is a missing one, and a blank previous one is not used.
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    refuse(`${issue?.path.join('.') ?? 'The configuration'}: ${issue?.message ?? 'invalid'}.`);
  }
  const variables = parsed.data;
  const payments = paymentsOf(variables);
  return {
    production: variables.NODE_ENV === 'production',
    databaseUrl:
      variables.DATABASE_URL ?? refuse('DATABASE_URL is missing: `npm run demo` and `npm run dev` set it.'),
    nextAuthUrl: variables.NEXTAUTH_URL,
    nextAuthSecret:
      variables.NEXTAUTH_SECRET ?? refuse('NEXTAUTH_SECRET is missing: set it to a long random string.'),
    google: oauthOf('Google', variables.GOOGLE_CLIENT_ID, variables.GOOGLE_CLIENT_SECRET),
    github: oauthOf('GitHub', variables.GITHUB_ID, variables.GITHUB_SECRET),
    worker: variables.WORKER,
    logLevel: variables.LOG_LEVEL,
    admin:
      variables.ADMIN_EMAIL && variables.ADMIN_PASSWORD
        ? { email: variables.ADMIN_EMAIL, password: variables.ADMIN_PASSWORD }
        : null,
    sandboxUrl: payments.sandboxUrl,
    mode: payments.mode,
    payments,
  };
}

let env: Env | undefined;

/** The process's configuration, read once, at the first use: `next build` needs none. */
export function getEnv(): Env {
  env ??= parseEnv(process.env);
  return env;
}
