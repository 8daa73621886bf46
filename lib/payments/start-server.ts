import { getEnv } from '@/lib/env';
import { bindAccount, bindAccountLater } from './account';
import { startBackground } from './background';
import type { PaymentsContext } from './context';
import { exitWith, startOrExit } from './entry';

/** Refuses a database of another account or mode; goes on when the provider or the database cannot be asked just now. */
async function bindOrExit(context: PaymentsContext): Promise<void> {
  try {
    const bound = await bindAccount(context);
    if (bound.kind === 'refused') exitWith(bound.sentence);
    if (bound.kind === 'bound') return;
  } catch (error) {
    // With the database away, pages say so and webhooks are answered 503: better than no server at all.
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the database could not be asked whose it is');
  }
  bindAccountLater(context, exitWith);
}

/** What the web process does once, before its first request: checks, binding, and the background work unless it is external. */
export async function startServer(): Promise<void> {
  const context = startOrExit();
  await bindOrExit(context);
  if (getEnv().worker === 'external') return;
  const background = await startBackground(context);
  // Next ends the process itself when its requests are answered. What is cut off then is due again when its lease ends.
  const stop = () => void background.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
