import { createPayments } from '@/lib/payments/compose';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { createRandom } from '../../simulation/random';
import { Actor } from '../../support/actor';
import { gatedDatabase } from '../../support/gated-database';
import { gatedProvider } from '../../support/gated-provider';
import { LaggingReads } from '../../support/lagging-reads';
import type { TestPayments } from '../../support/payments';
import { Turns } from '../../support/turns';

/**
 * Calls a verb in a process that dies at one of its awaits, counted from 1, before that takes effect: all it did until then
 * is done, and it is never heard of again.
 * @returns whether it came so far; false when it ended before
 */
export async function crashAt(
  { context }: TestPayments,
  at: number,
  call: (payments: PaymentService) => Promise<unknown>,
): Promise<boolean> {
  const turns = new Turns(createRandom(at), async () => 0);
  const terminate = async (backends: readonly number[]) => {
    await context.database.pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
      backends,
    ]);
  };
  const actor = new Actor({ name: `await ${at}`, turns, terminate, doom: { at, effect: 'before' } });
  const line = { lag: new LaggingReads(), trouble: () => null, slowness: () => 0 };
  const provider = gatedProvider(context.provider, actor, line);
  const database = gatedDatabase(context.database, actor);
  actor.start(() => call(createPayments({ ...context, database, provider, background: provider })));
  while (actor.ending === null) if (!(await turns.step())) await turns.next();
  return actor.ending.kind === 'dead';
}
