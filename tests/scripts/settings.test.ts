import { expect, it } from 'vitest';
import { readPort } from '@/scripts/network/port.mjs';
import { nodeVersionProblem } from '@/scripts/node-version.mjs';
import { modeOf } from '@/scripts/project/mode.mjs';
import { applicationEnvironment } from '@/scripts/project/settings.mjs';
import { formatDuration } from '@/scripts/terminal/duration.mjs';
import { testEnvironment } from '@/scripts/testing/environment.mjs';

it.each(['v20.9.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('accepts Node %s', (version) => {
  expect(nodeVersionProblem(version)).toBeNull();
});

it.each(['v20.8.1', 'v18.20.0', 'v12.0.0'])('turns Node %s away in one sentence', (version) => {
  expect(nodeVersionProblem(version)).toMatch(
    /^Billfold needs Node 20\.9 or newer, and this is Node [^\n]+\.$/,
  );
});

it.each([['0'], ['65536'], ['abc'], ['80.5'], ['-1']])('says that PORT=%s is no port', (value) => {
  expect(() => readPort('PORT', value, 3000)).toThrow(`PORT is "${value}"`);
});

const KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_51x',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_51x',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
};

it('uses the sandbox without keys, and Stripe with them', () => {
  expect(modeOf({})).toBe('sandbox');
  expect(modeOf(KEYS)).toBe('test');
  expect(modeOf({ ...KEYS, STRIPE_SECRET_KEY: 'rk_live_x' })).toBe('live');
});

it('names the keys that are missing', () => {
  expect(() => modeOf({ STRIPE_SECRET_KEY: 'sk_test_x' })).toThrow(
    'STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET must be set too',
  );
});

const SETTINGS = {
  secrets: {
    databasePassword: 'd',
    nextauthSecret: 'n',
    webhookSecret: 'whsec_generated',
    adminPassword: 'a',
  },
  port: 3000,
  sandboxPort: 12111,
  url: 'http://localhost:3000',
  ownSandboxUrl: null,
  admin: { email: 'admin@example.com', password: 'a' },
};

it('gives nothing of the sandbox to an application with keys of its own', () => {
  const env = applicationEnvironment(
    { ...SETTINGS, env: { ...KEYS }, mode: 'test' },
    { databaseUrl: 'postgresql://x', sandboxUrl: null },
  );
  expect(env).toMatchObject(KEYS);
  expect(env).not.toHaveProperty('SANDBOX_URL');
  expect(JSON.stringify(env)).not.toMatch(/sk_test_sandbox|whsec_generated/);
});

it('keeps a person’s own configuration out of the tests', () => {
  const env = testEnvironment({
    ...KEYS,
    DATABASE_URL: 'x',
    GITHUB_ID: 'x',
    NODE_ENV: 'production',
    PATH: '/bin',
  });
  expect(env).toEqual({ PATH: '/bin', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' });
});

it.each([
  [320, '0.3 s'],
  [9_940, '9.9 s'],
  [42_400, '42 s'],
  [125_000, '2 min 05 s'],
])('shows %i ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
