import { applicationEnvironment, loadSettings } from '../project/settings.mjs';
import { database } from '../steps/database.mjs';
import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { isSandbox, sandbox } from '../steps/sandbox.mjs';

/**
 * What every process beside the web server needs: packages, client, database and, in sandbox mode, a sandbox; the
 * one that runs already if there is one.
 * @param {import('./command.mjs').Context} context
 * @returns {Promise<Record<string, string>>} the environment for it
 */
export async function prepareApplication(context) {
  const settings = await loadSettings();
  await install(context);
  await generate(context);
  const databaseUrl = await database(context, settings);
  const sandboxUrl =
    settings.ownSandboxUrl ?? (settings.mode === 'sandbox' ? await findSandbox(context, settings) : null);
  return applicationEnvironment(settings, { databaseUrl, sandboxUrl });
}

/**
 * @param {import('./command.mjs').Context} context
 * @param {import('../project/settings.mjs').Settings} settings
 */
async function findSandbox(context, settings) {
  const url = `http://127.0.0.1:${settings.sandboxPort}`;
  return (await isSandbox(url)) ? url : (await sandbox(context, settings)).url;
}
