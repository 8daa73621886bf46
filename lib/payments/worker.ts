import { getEnv } from '@/lib/env';
import { createMailer } from '@/lib/mail/create-mailer';
import { bindAccount, bindAccountLater } from './account';
import { startBackground } from './background';
import type { PaymentsContext } from './context';
import { asked, exitWith, runEntry } from './entry';

async function work(context: PaymentsContext): Promise<void> {
  const ending = asked();
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  const later = bound.kind === 'unchecked' ? bindAccountLater(context, exitWith) : null;
  const { webhookPayloadDays: payloadDays } = getEnv();
  const mailer = createMailer(getEnv(), context.database);
  const background = await startBackground(context, mailer, { payloadDays });
  context.log.info({ mode: context.mode, account: bound.account }, 'the worker is running');
  const signal = await ending;
  context.log.info({ signal }, 'the worker is stopping');
  later?.stop();
  await background.stop();
  context.log.info('the worker has stopped');
}

await runEntry(work);
