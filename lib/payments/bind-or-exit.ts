import { bindAccount, bindAccountLater } from './account';
import type { PaymentsContext } from './context';
import { exitWith } from './entry';

/** Refuses a database of another account or mode; goes on when the provider or the database cannot be asked just now. */
export async function bindOrExit(context: PaymentsContext): Promise<void> {
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
