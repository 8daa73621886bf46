import { readPort } from '../network/port.mjs';
import { environmentWithFiles } from './env-file.mjs';
import { modeOf } from './mode.mjs';
import { loadSecrets } from './secrets.mjs';

export const SANDBOX_KEYS = { secret: 'sk_test_sandbox', publishable: 'pk_test_sandbox' };

/**
 * What a command goes by: the environment, the env files and what was generated at the first start.
 * @typedef {object} Settings
 * @property {Record<string, string>} env as it came, with the env files behind it
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {import('./mode.mjs').Mode} mode
 * @property {number} port of the application
 * @property {number} sandboxPort
 * @property {string} url of the application
 * @property {string | null} ownSandboxUrl a sandbox that the person runs elsewhere (SANDBOX_URL)
 * @property {{ email: string, password: string }} admin
 */

/**
 * @param {Record<string, string | undefined>} [real]
 * @returns {Promise<Settings>}
 */
export async function loadSettings(real = process.env) {
  const env = environmentWithFiles(real);
  const secrets = await loadSecrets();
  const port = readPort('PORT', env.PORT, 3000);
  return {
    env,
    secrets,
    mode: modeOf(env),
    port,
    sandboxPort: readPort('SANDBOX_PORT', env.SANDBOX_PORT, 12_111),
    url: env.NEXTAUTH_URL ?? `http://localhost:${port}`,
    ownSandboxUrl: env.SANDBOX_URL ?? null,
    admin: {
      email: env.ADMIN_EMAIL ?? 'admin@example.com',
      password: env.ADMIN_PASSWORD ?? secrets.adminPassword,
    },
  };
}

/**
 * The environment of the application's own processes (web, worker, seed).
 * @param {Settings} settings
 * @param {{ databaseUrl: string, sandboxUrl: string | null }} found
 * @returns {Record<string, string>}
 */
export function applicationEnvironment(settings, { databaseUrl, sandboxUrl }) {
  const { env, secrets, mode, port, url, admin } = settings;
  return {
    ...env,
    ...(mode === 'sandbox'
      ? {
          STRIPE_SECRET_KEY: SANDBOX_KEYS.secret,
          STRIPE_PUBLISHABLE_KEY: SANDBOX_KEYS.publishable,
          STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
        }
      : {}),
    ...(sandboxUrl ? { SANDBOX_URL: sandboxUrl } : {}),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET ?? secrets.nextauthSecret,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
