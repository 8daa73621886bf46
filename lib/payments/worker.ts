import { bindAccount, bindAccountLater } from './account';
import { startBackground } from './background';
import type { PaymentsContext } from './context';
import { exitWith, runEntry } from './entry';

/** Resolves at the first SIGTERM or SIGINT. */
function asked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

async function work(context: PaymentsContext): Promise<void> {
  const ending = asked();
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  const later = bound.kind === 'unchecked' ? bindAccountLater(context, exitWith) : null;
  const background = await startBackground(context);
  context.log.info({ mode: context.mode, account: bound.account }, 'the worker is running');
  const signal = await ending;
  context.log.info({ signal }, 'the worker is stopping');
  later?.stop();
  await background.stop();
  context.log.info('the worker has stopped');
}

await runEntry(work);
