import { loadSettings, SANDBOX_KEYS } from '../project/settings.mjs';
import { install } from '../steps/install.mjs';
import { sandbox } from '../steps/sandbox.mjs';
import { runCommand } from './command.mjs';

/** `npm run sandbox`: the stand-in for Stripe alone. */
export async function main() {
  let serving = false;
  await runCommand(
    async (context) => {
      const settings = await loadSettings();
      await install(context);
      const { url, service } = await sandbox(context, settings, { alone: true });
      serving = true;
      const { say } = context.progress;
      say(`\n  Point the SDK at ${url} with ${SANDBOX_KEYS.secret} and ${SANDBOX_KEYS.publishable}`);
      say(`  (any sk_test_… key works; the suffix names the account). Its dashboard: ${url}/dashboard`);
      const { SANDBOX_FORWARD_TO } = settings.env;
      if (SANDBOX_FORWARD_TO) say(`  Every event is forwarded to ${SANDBOX_FORWARD_TO}`);
      say(`  End with Ctrl-C.\n`);
      await service.failed;
    },
    { isServer: () => serving },
  );
}
