import { getEnv } from '@/lib/env';
import { createMailer } from '@/lib/mail/create-mailer';
import { startBackground } from './background';
import { bindOrExit } from './bind-or-exit';
import { startOrExit } from './entry';

/** What the web process does once, before its first request: checks, binding, and the background work unless it is external. */
export async function startServer(): Promise<void> {
  const context = startOrExit();
  await bindOrExit(context);
  if (getEnv().worker === 'external') return;
  const { webhookPayloadDays: payloadDays } = getEnv();
  const mailer = createMailer(getEnv(), context.database);
  const background = await startBackground(context, mailer, { payloadDays });
  // Next ends the process itself when its requests are answered. What is cut off then is due again when its lease ends.
  const stop = () => void background.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
