import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '@/lib/configuration-error';
import { parseEnv } from '@/lib/env';

const base = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgresql://localhost/x',
  NEXTAUTH_SECRET: 'a-long-enough-secret',
  NEXTAUTH_URL: 'http://localhost:3000',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789',
};
const test_ = { STRIPE_SECRET_KEY: 'sk_test_51abc', STRIPE_PUBLISHABLE_KEY: 'pk_test_51abc' };
const live = { STRIPE_SECRET_KEY: 'rk_live_51abc', STRIPE_PUBLISHABLE_KEY: 'pk_live_51abc' };
const mail = { SMTP_URL: 'smtps://u:p@mail.example.com', MAIL_FROM: 'Shop <billing@shop.example>' };
const production = { NODE_ENV: 'production', NEXTAUTH_URL: 'https://shop.example' };

describe('the mode', () => {
  test('no keys and not production: the sandbox, on its usual address', () => {
    const { payments, sandboxUrl } = parseEnv(base);
    expect(payments.mode).toBe('sandbox');
    expect(sandboxUrl).toBe('http://127.0.0.1:12111');
  });
  test('test keys: no sandbox', () => {
    expect(parseEnv({ ...base, ...test_ }).payments).toMatchObject({ mode: 'test', sandboxUrl: null });
  });
  test('restricted live keys in production', () => {
    expect(parseEnv({ ...base, ...production, ...live, ...mail }).payments).toMatchObject({
      mode: 'live',
      sandboxUrl: null,
    });
  });
  test('the sandbox may serve a production build on this machine', () => {
    const env = { ...base, NODE_ENV: 'production', SANDBOX_URL: 'http://127.0.0.1:12111' };
    expect(parseEnv(env).payments.mode).toBe('sandbox');
  });
  test('a secret being rolled out stands beside the current one', () => {
    const env = { ...base, STRIPE_WEBHOOK_SECRET_PREVIOUS: 'whsec_9876543210' };
    expect(parseEnv(env).payments.webhookSecrets).toEqual(['whsec_0123456789', 'whsec_9876543210']);
  });
});

describe('mail', () => {
  test('stays in the mailbox where no server is set', () => {
    expect(parseEnv(base).mail).toBeNull();
    expect(parseEnv({ ...base, SMTP_URL: '', MAIL_FROM: ' ' }).mail).toBeNull();
  });
  test.each(['billing@shop.example', 'Shop <billing@shop.example>', '<billing@shop.example>'])(
    'goes to the server that is set, from %s',
    (from) => {
      const env = parseEnv({ ...base, ...mail, MAIL_FROM: from });
      expect(env.mail).toEqual({ smtpUrl: 'smtps://u:p@mail.example.com', from });
    },
  );
});

describe('refuses to start, and says what to change', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'test secret, live publishable',
      { ...test_, STRIPE_PUBLISHABLE_KEY: 'pk_live_51abc' },
      /two of one mode/,
    ],
    [
      'live secret, test publishable',
      { ...live, STRIPE_PUBLISHABLE_KEY: 'pk_test_51abc' },
      /two of one mode/,
    ],
    [
      'keys swapped',
      { STRIPE_SECRET_KEY: 'pk_test_1x', STRIPE_PUBLISHABLE_KEY: 'sk_test_1x' },
      /STRIPE_SECRET_KEY/,
    ],
    ['one key only', { STRIPE_SECRET_KEY: 'sk_test_1x' }, /both/],
    [
      'a blank webhook secret (failure 8)',
      { STRIPE_WEBHOOK_SECRET: '  ' },
      /STRIPE_WEBHOOK_SECRET is missing or blank/,
    ],
    ['an empty webhook secret (failure 8)', { ...test_, STRIPE_WEBHOOK_SECRET: '' }, /STRIPE_WEBHOOK_SECRET/],
    ['a webhook secret that is none', { STRIPE_WEBHOOK_SECRET: 'secret' }, /whsec_/],
    ['no keys in production', production, /In production set/],
    [
      'the sandbox in a real production',
      { ...production, SANDBOX_URL: 'http://127.0.0.1:12111' },
      /public site/,
    ],
    [
      'a foreign sandbox',
      { ...base, NODE_ENV: 'production', SANDBOX_URL: 'http://10.0.0.1:12111' },
      /public site/,
    ],
    ['the sandbox with live keys', { ...live, SANDBOX_URL: 'http://127.0.0.1:12111' }, /live keys/],
    ['a secret in a public variable (failure 22)', { NEXT_PUBLIC_STRIPE: 'sk_test_1' }, /NEXT_PUBLIC_STRIPE/],
    ['a short session secret', { NEXTAUTH_SECRET: 'short' }, /NEXTAUTH_SECRET/],
    ['half of an OAuth pair', { GITHUB_ID: 'x' }, /GitHub/],
    ['live keys without a mail server', live, /In live mode set SMTP_URL/],
    ['half of a mail server', { SMTP_URL: 'smtp://localhost' }, /both SMTP_URL and MAIL_FROM/],
    ['a mail server that is none', { ...mail, SMTP_URL: 'https://mail.example.com' }, /SMTP_URL/],
    ['a sender without an address', { ...mail, MAIL_FROM: 'Shop' }, /MAIL_FROM: must be an address/],
    ['no database', { DATABASE_URL: '' }, /DATABASE_URL/],
  ])('%s', (_name, change, sentence) => {
    const start = () => parseEnv({ ...base, ...change });
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(sentence);
  });

  test('a refusal never quotes a key', () => {
    const secret = 'sk_test_canary4711';
    const start = () => parseEnv({ ...base, STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: 'pk_live_x' });
    expect(start).not.toThrow(/canary4711/);
  });
});
