import { z } from 'zod';
import { refuse } from './configuration-error';
import { type PaymentsEnv, paymentsOf } from './env-payments';
import type { Mode } from './payments/domain/mode';

export type { PaymentsEnv } from './env-payments';

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
  STRIPE_REQUESTS_PER_SECOND: z.coerce.number().int().min(2).max(10_000).optional(),
  TRIAL_ONCE_PER_CARD: z.enum(['true', 'false']).optional(),
  AUTOMATIC_TAX: z.enum(['true', 'false']).default('false'),
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  GITHUB_ID: text.optional(),
  GITHUB_SECRET: text.optional(),
  WORKER: z.enum(['inline', 'external']).default('inline'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: text.min(10).optional(),
  CRON_SECRET: text.min(16, 'must have at least 16 characters').optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  // A sender without an address would be refused by every mail server, one mail after the other.
  MAIL_FROM: text
    .regex(
      /^(?:[^<>]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/,
      'must be an address, such as Billfold <billing@example.com>',
    )
    .optional(),
  WEBHOOK_PAYLOAD_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  WEBHOOK_BACKLOG_SECONDS: z.coerce.number().int().min(10).default(300),
  INGEST_HOST: text.default('127.0.0.1'),
  INGEST_PORT: z.coerce.number().int().min(1).max(65_535).default(3100),
});
type Variables = z.infer<typeof schema>;

export type OAuthKeys = { readonly clientId: string; readonly clientSecret: string };

/** Where mail is handed in, and whom it is from. */
export type MailEnv = { readonly smtpUrl: string; readonly from: string };

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
  /** For hosts that call the background work by URL; null closes those routes. */
  readonly cronSecret: string | null;
  /** Null: mail stays in the mailbox page. */
  readonly mail: MailEnv | null;
  /** Days the payload of a processed event is kept. */
  readonly webhookPayloadDays: number;
  /** Seconds an event may wait before the health check fails. */
  readonly webhookBacklogSeconds: number;
  /** Where `npm run ingest` listens. */
  readonly ingest: { readonly host: string; readonly port: number };
};

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

/** Whoever pays real money gets a real receipt: live mode needs a mail server. */
function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from }: Variables, mode: Mode): MailEnv | null {
  if (smtpUrl && from) return { smtpUrl, from };
  if (smtpUrl || from) refuse('Mail needs both SMTP_URL and MAIL_FROM.');
  if (mode === 'live')
    refuse('In live mode set SMTP_URL and MAIL_FROM: receipts and warnings go out by mail.');
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
    cronSecret: variables.CRON_SECRET ?? null,
    mail: mailOf(variables, payments.mode),
    webhookPayloadDays: variables.WEBHOOK_PAYLOAD_DAYS,
    webhookBacklogSeconds: variables.WEBHOOK_BACKLOG_SECONDS,
    ingest: { host: variables.INGEST_HOST, port: variables.INGEST_PORT },
  };
}

let env: Env | undefined;

/** The process's configuration, read once, at the first use: `next build` needs none. */
export function getEnv(): Env {
  env ??= parseEnv(process.env);
  return env;
}
