import type { PaymentsContext } from '../context';
import { abandon } from './abandon';
import { advance } from './advance';
import { advanceCustomer } from './ensure-customer';
import { isExpired } from './key-age';
import type { Operation } from './operation';
import { takeLease } from './store';
import { dueOperations } from './stored';

const BATCH = 20;

async function completeOne(context: PaymentsContext, operation: Operation): Promise<void> {
  const { background } = context;
  if (operation.purpose === 'create_customer') {
    await advanceCustomer(context, operation, background);
  } else if (operation.state === 'awaiting_buyer' && isExpired(operation, context.now())) {
    await abandon(context, operation, 'expired', background);
  } else {
    await advance(context, operation, background);
  }
}

/**
 * The completer: finishes or resolves what a crash, a timeout or a closed tab left. Sends each operation's own key while
 * that is good, looks the object up afterwards, and gives up what the buyer has not confirmed within 23 hours.
 * @returns how many were looked at, and how many were still due at the deadline
 */
export async function completeOperations(
  context: PaymentsContext,
  { limit = BATCH, deadline }: { readonly limit?: number; readonly deadline: Date },
): Promise<{ readonly finished: number; readonly left: number }> {
  const due = await dueOperations(context, limit);
  let finished = 0;
  for (const { id } of due) {
    if (context.now() >= deadline) break;
    try {
      const leased = await takeLease(context, id);
      if (!leased) continue;
      await completeOne(context, leased);
      finished += 1;
    } catch (error) {
      // A bug with one operation must not hold up those behind it; its lease runs out, and it is due again.
      context.log.error({ err: error, operation: id }, 'an operation could not be completed');
    }
  }
  return { finished, left: due.length - finished };
}
