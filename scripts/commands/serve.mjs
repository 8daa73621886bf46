import { Failure } from '../failure.mjs';
import { requireFreePort } from '../network/port.mjs';
import { applicationEnvironment, loadSettings } from '../project/settings.mjs';
import { build } from '../steps/build.mjs';
import { database } from '../steps/database.mjs';
import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { requireSandboxPort, sandbox } from '../steps/sandbox.mjs';
import { seed } from '../steps/seed.mjs';
import { web } from '../steps/web.mjs';
import { runCommand } from './command.mjs';
import { printWelcome } from './welcome.mjs';

/**
 * From a fresh clone to a running product: `demo` serves the production build, `dev` serves with hot reload.
 * @param {'start' | 'dev'} kind
 */
export async function serve(kind) {
  let serving = false;
  await runCommand(
    async (context) => {
      const started = Date.now();
      const settings = await loadSettings();
      await checkPorts(settings);
      await install(context);
      await generate(context);
      const databaseUrl = await database(context, settings);
      const own = startsSandbox(settings) ? await sandbox(context, settings) : null;
      const sandboxUrl = own?.url ?? settings.ownSandboxUrl;
      const env = applicationEnvironment(settings, { databaseUrl, sandboxUrl });
      await seed(context, env);
      if (kind === 'start') await build(context, env);
      const site = await web(context, { kind, port: settings.port, env });
      serving = true;
      printWelcome(context.progress, settings, { sandboxUrl, milliseconds: Date.now() - started });
      await Promise.race([site.failed, own?.service.failed ?? site.failed]);
    },
    { isServer: () => serving },
  );
}

/** @param {import('../project/settings.mjs').Settings} settings */
function startsSandbox(settings) {
  return settings.mode === 'sandbox' && !settings.ownSandboxUrl;
}

/**
 * Before anything else, so that nobody waits for minutes to be told.
 * @param {import('../project/settings.mjs').Settings} settings
 */
async function checkPorts(settings) {
  if (settings.mode === 'live' && settings.ownSandboxUrl) {
    throw new Failure('SANDBOX_URL is set together with live keys: remove one of them.');
  }
  await requireFreePort('PORT', settings.port, 'the application');
  if (!startsSandbox(settings)) return;
  await requireSandboxPort(`http://127.0.0.1:${settings.sandboxPort}`, settings.sandboxPort);
}
