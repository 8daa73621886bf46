import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../network/port.mjs';
import { stateFolder } from '../project/folders.mjs';
import { applicationEnvironment } from '../project/settings.mjs';
import { runSandbox } from '../steps/sandbox.mjs';
import { seed } from '../steps/seed.mjs';
import { web } from '../steps/web.mjs';
import { blankedEnvFiles } from './environment.mjs';

/**
 * The production build as a buyer meets it, with a database and a sandbox of its own, on free ports.
 * @param {import('./steps.mjs').Testing} testing
 * @returns {Promise<Record<string, string>>} what the browser tests are told
 */
export async function startApplication({ context, env, databases }) {
  const found = await databases();
  const databaseUrl = await found.create();
  const port = await findFreePort();
  const sandboxPort = await findFreePort();
  const settings = testSettings(env, port, sandboxPort);
  const logs = stateFolder('test', 'logs');
  const sandbox = await runSandbox(context, {
    env,
    port: sandboxPort,
    data: temporaryFolder(context.lifetime),
    forwardTo: `${settings.url}/api/webhooks/stripe`,
    forwardSecret: settings.secrets.webhookSecret,
    log: path.join(logs, 'sandbox.log'),
  });
  const cronSecret = `canary-cron-${randomBytes(18).toString('hex')}`;
  const application = {
    ...applicationEnvironment(settings, { databaseUrl, sandboxUrl: sandbox.url }),
    CRON_SECRET: cronSecret,
  };
  await seed(context, application);
  const log = path.join(logs, 'application.log');
  await web(context, { kind: 'start', port, env: { ...blankedEnvFiles(), ...application }, log });
  return {
    ...found.env,
    BASE_URL: settings.url,
    SANDBOX_URL: sandbox.url,
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: application.STRIPE_SECRET_KEY ?? '',
    STRIPE_WEBHOOK_SECRET: settings.secrets.webhookSecret,
    NEXTAUTH_SECRET: settings.secrets.nextauthSecret,
    CRON_SECRET: cronSecret,
    ADMIN_EMAIL: settings.admin.email,
    ADMIN_PASSWORD: settings.admin.password,
    APP_LOG: log,
    // A database that trusts this machine has no password to look for.
    APP_SECRETS: JSON.stringify(
      [...Object.values(settings.secrets), cronSecret, new URL(databaseUrl).password].filter(Boolean),
    ),
  };
}

/**
 * @param {Record<string, string>} env
 * @param {number} port
 * @param {number} sandboxPort
 * @returns {import('../project/settings.mjs').Settings}
 */
function testSettings(env, port, sandboxPort) {
  const random = () => randomBytes(18).toString('hex');
  const adminPassword = `canary-admin-${random()}`;
  return {
    env,
    secrets: {
      databasePassword: random(),
      nextauthSecret: `canary-nextauth-${random()}`,
      webhookSecret: `whsec_canary${random()}`,
      adminPassword,
    },
    mode: 'sandbox',
    port,
    sandboxPort,
    url: `http://localhost:${port}`,
    ownSandboxUrl: null,
    admin: { email: 'admin@example.com', password: adminPassword },
  };
}

/** @param {import('../process/lifetime.mjs').Lifetime} lifetime */
function temporaryFolder(lifetime) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'billfold-sandbox-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  lifetime.onEnd({ end: async () => remove(), force: remove });
  return folder;
}
