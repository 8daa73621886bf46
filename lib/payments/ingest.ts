import { once } from 'node:events';
import { getEnv } from '@/lib/env';
import { bindOrExit } from './bind-or-exit';
import type { PaymentsContext } from './context';
import { asked, exitWith, runEntry } from './entry';
import { createIngestServer } from './webhooks/ingest-server';

async function work(context: PaymentsContext): Promise<void> {
  const ending = asked();
  await bindOrExit(context);
  const { ingest, webhookBacklogSeconds } = getEnv();
  const { server, stop } = createIngestServer(context, { backlogSeconds: webhookBacklogSeconds });
  server.listen(ingest.port, ingest.host);
  await once(server, 'listening').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    exitWith(`INGEST_HOST and INGEST_PORT: ${reason}.`);
  });
  context.log.info({ mode: context.mode, ...ingest }, 'the webhook endpoint is listening');
  const signal = await ending;
  context.log.info({ signal }, 'the webhook endpoint is stopping');
  await stop();
  context.log.info('the webhook endpoint has stopped');
}

await runEntry(work);
