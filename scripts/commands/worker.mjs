import path from 'node:path';
import { startService } from '../process/service.mjs';
import { stateFolder } from '../project/folders.mjs';
import { runCommand } from './command.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run worker`: the background work as a process of its own. */
export async function main() {
  let working = false;
  await runCommand(
    async (context) => {
      const env = await prepareApplication(context);
      const service = await startService({
        name: 'The worker',
        args: ['--import', 'tsx', 'lib/payments/worker.ts'],
        env: { ...env, WORKER: 'external' },
        log: path.join(stateFolder('logs'), 'worker.log'),
        lifetime: context.lifetime,
        isReady: async () => true,
        echo: (text) => void process.stdout.write(text),
      });
      working = true;
      context.progress.say('The worker runs. End it with Ctrl-C.');
      await service.failed;
    },
    { isServer: () => working },
  );
}
