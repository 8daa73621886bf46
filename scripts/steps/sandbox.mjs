import path from 'node:path';
import { Failure } from '../failure.mjs';
import { statusOf } from '../network/http.mjs';
import { requireFreePort } from '../network/port.mjs';
import { startService } from '../process/service.mjs';
import { STATE, stateFolder } from '../project/folders.mjs';
import { enter, leave, others } from '../project/users.mjs';

/** @param {string} url */
export async function isSandbox(url) {
  return (await statusOf(`${url}/_sandbox/health`)) === 200;
}

/**
 * Starts the stand-in for Stripe with the project's own data.
 * @param {import('../commands/command.mjs').Context} context
 * @param {import('../project/settings.mjs').Settings} settings
 * @param {{ alone?: boolean }} how alone: its events go nowhere unless SANDBOX_FORWARD_TO says so, since whatever
 *   listens on the application's port may be another program
 */
export async function sandbox(context, settings, { alone = false } = {}) {
  const { env, secrets, sandboxPort, port } = settings;
  const application = alone ? '' : `http://localhost:${port}/api/webhooks/stripe`;
  await requireSandboxPort(`http://127.0.0.1:${sandboxPort}`, sandboxPort);
  claimData(context.lifetime);
  return runSandbox(context, {
    env,
    port: sandboxPort,
    data: env.SANDBOX_DATA ?? path.join(STATE, 'sandbox'),
    forwardTo: env.SANDBOX_FORWARD_TO ?? application,
    forwardSecret: env.SANDBOX_FORWARD_SECRET ?? secrets.webhookSecret,
    log: path.join(stateFolder('logs'), 'sandbox.log'),
  });
}

/**
 * @param {import('../commands/command.mjs').Context} context
 * @param {object} options
 * @param {Record<string, string>} options.env
 * @param {number} options.port
 * @param {string} options.data folder of its state
 * @param {string} options.forwardTo where every event is delivered; empty for nowhere
 * @param {string} options.forwardSecret what the deliveries are signed with
 * @param {string} options.log
 * @returns {Promise<{ url: string, service: import('../process/service.mjs').Service }>}
 */
export async function runSandbox({ lifetime, progress }, { env, port, data, forwardTo, forwardSecret, log }) {
  const url = `http://127.0.0.1:${port}`;
  const service = await progress.step(
    'Sandbox (stand-in for Stripe)',
    () =>
      startService({
        name: 'The sandbox',
        args: ['--import', 'tsx', 'sandbox/server.ts'],
        env: {
          ...env,
          SANDBOX_HOST: '127.0.0.1',
          SANDBOX_PORT: String(port),
          SANDBOX_DATA: data,
          SANDBOX_FORWARD_TO: forwardTo,
          SANDBOX_FORWARD_SECRET: forwardSecret,
        },
        log,
        lifetime,
        isReady: () => isSandbox(url),
      }),
    () => url,
  );
  return { url, service };
}

/**
 * @param {string} url
 * @param {number} port
 */
export async function requireSandboxPort(url, port) {
  if (await isSandbox(url)) {
    throw new Failure(
      `A sandbox runs on port ${port} already: end it, or set SANDBOX_URL=${url} to use that one, or SANDBOX_PORT to another port.`,
    );
  }
  await requireFreePort('SANDBOX_PORT', port, 'the sandbox');
}

/**
 * Two sandboxes on other ports would write into the same files.
 * @param {import('../process/lifetime.mjs').Lifetime} lifetime
 */
function claimData(lifetime) {
  const users = path.join(STATE, 'locks', 'sandbox-users');
  enter(users);
  lifetime.onEnd({ end: async () => leave(users), force: () => leave(users) });
  const [other] = others(users);
  if (other) {
    throw new Failure(
      `Another command (process ${other}) runs a sandbox on this project's data already: end that one first.`,
    );
  }
}
