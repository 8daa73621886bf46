import path from 'node:path';
import { statusOf } from '../network/http.mjs';
import { readPort, requireFreePort } from '../network/port.mjs';
import { startService } from '../process/service.mjs';
import { stateFolder } from '../project/folders.mjs';
import { runCommand } from './command.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run ingest`: the webhook endpoint as a process of its own, without Next. */
export async function main() {
  let listening = false;
  await runCommand(
    async (context) => {
      const env = await prepareApplication(context);
      const port = readPort('INGEST_PORT', env.INGEST_PORT, 3100);
      await requireFreePort('INGEST_PORT', port, 'the webhook endpoint');
      const url = `http://${env.INGEST_HOST ?? '127.0.0.1'}:${port}`;
      const service = await startService({
        name: 'The webhook endpoint',
        args: ['--import', 'tsx', 'lib/payments/ingest.ts'],
        env: { ...env, INGEST_PORT: String(port) },
        log: path.join(stateFolder('logs'), 'ingest.log'),
        lifetime: context.lifetime,
        // Any answer will do: what it says about the inbox is for monitors.
        isReady: async () => (await statusOf(`${url}/health`)) !== null,
        echo: (text) => void process.stdout.write(text),
      });
      listening = true;
      context.progress.say(`Deliveries are taken at ${url}/api/webhooks/stripe. End it with Ctrl-C.`);
      await service.failed;
    },
    { isServer: () => listening },
  );
}
