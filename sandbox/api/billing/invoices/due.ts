import { invalidRequest } from '../../kernel';
import { DRAFT_WINDOW } from './advance';
import type { Invoice } from './invoice';
import type { UpdateParams } from './params';

type Timing = Pick<
  Invoice,
  'auto_advance' | 'automatically_finalizes_at' | 'collection_method' | 'due_date' | 'next_payment_attempt'
>;

type Asked = Pick<
  UpdateParams,
  'auto_advance' | 'automatically_finalizes_at' | 'collection_method' | 'days_until_due' | 'due_date'
>;

const DAY = 86_400;

/** The furthest that finalization can be put off (seconds). */
const FIVE_YEARS = 5 * 365 * DAY;

/**
 * How a draft goes on by itself and when it is due. Throws 400 for what does not fit together.
 * @param now unix seconds
 */
export function timingOf(params: Asked, before: Timing & { created: number }, now: number): Timing {
  const method = params.collection_method ?? before.collection_method;
  const dueDate = dueDateOf(params, before, method);
  const finalizes = finalizesAt(params, before, now);
  const charged = method !== 'send_invoice';
  return {
    // Naming the moment is asking for it: automatic collection is on.
    auto_advance: finalizes !== null,
    automatically_finalizes_at: finalizes,
    collection_method: method,
    due_date: dueDate,
    next_payment_attempt: charged ? finalizes : null,
  };
}

function finalizesAt(params: Asked, before: Timing, now: number): number | null {
  const at = params.automatically_finalizes_at;
  if (at !== undefined && (at <= now || at > now + FIVE_YEARS)) {
    const message = 'Invalid timestamp: must be in the future and no more than five years ahead.';
    throw invalidRequest(message, { param: 'automatically_finalizes_at' });
  }
  if (params.auto_advance === false) return null;
  if (at !== undefined) return at;
  if (params.auto_advance) return before.automatically_finalizes_at ?? now + DRAFT_WINDOW;
  return before.automatically_finalizes_at;
}

function dueDateOf(
  params: Asked,
  before: Timing & { created: number },
  method: Timing['collection_method'],
): number | null {
  const { days_until_due, due_date } = params;
  if (days_until_due !== undefined && due_date !== undefined) {
    const message = 'You may only specify one of these parameters: days_until_due, due_date.';
    throw invalidRequest(message, { param: 'due_date' });
  }
  if (method !== 'send_invoice') {
    if (days_until_due === undefined && due_date === undefined) return null;
    const param = due_date === undefined ? 'days_until_due' : 'due_date';
    const message = `\`${param}\` can only be set when \`collection_method\` is \`send_invoice\`.`;
    throw invalidRequest(message, { param });
  }
  if (due_date !== undefined) return future(due_date, before.created);
  if (days_until_due !== undefined) return before.created + days_until_due * DAY;
  if (before.due_date !== null) return before.due_date;
  // Stripe refuses it; its wording is not documented.
  const message = 'You must specify `days_until_due` or `due_date` for an invoice that is sent.';
  throw invalidRequest(message, { code: 'parameter_missing', param: 'days_until_due' });
}

function future(due: number, created: number): number {
  if (due > created) return due;
  const message = 'Invalid timestamp: must be an integer Unix timestamp in the future.';
  throw invalidRequest(message, { param: 'due_date' });
}
