import { invalidRequest, type Transaction } from '../../kernel';
import type { Subscription } from './subscription';

/** What a request says about when and why a subscription will end. */
export interface EndRequest {
  cancel_at?: number | 'min_period_end' | 'max_period_end' | null | undefined;
  cancel_at_period_end?: boolean | undefined;
  cancellation_details?: Partial<NonNullable<Subscription['cancellation_details']>> | undefined;
}

/** The moment of the end: null for none any more, undefined when the request says nothing of it. Throws 400. */
export function resolvedEnd(
  tx: Transaction,
  before: Pick<Subscription, 'cancel_at_period_end' | 'items'>,
  { cancel_at, cancel_at_period_end }: EndRequest,
): number | null | undefined {
  if (cancel_at !== undefined && cancel_at_period_end !== undefined) {
    const message = 'You may only specify one of these parameters: cancel_at, cancel_at_period_end.';
    throw invalidRequest(message, { param: 'cancel_at' });
  }
  const ends = before.items.data.map((item) => item.current_period_end);
  if (cancel_at_period_end !== undefined) {
    if (cancel_at_period_end === before.cancel_at_period_end) return undefined;
    return cancel_at_period_end ? Math.max(...ends) : null;
  }
  if (cancel_at === 'min_period_end') return Math.min(...ends);
  if (cancel_at === 'max_period_end') return Math.max(...ends);
  if (typeof cancel_at === 'number' && cancel_at <= tx.now()) {
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'cancel_at',
    });
  }
  return cancel_at;
}

/** What a subscription says of its end once a request was followed. */
export function endingFields(
  tx: Transaction,
  before: Subscription,
  request: EndRequest,
): Partial<Subscription> {
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: null,
    ...before.cancellation_details,
    ...request.cancellation_details,
  };
  const at = resolvedEnd(tx, before, request);
  if (at === undefined) return request.cancellation_details ? { cancellation_details: details } : {};
  return {
    cancel_at_period_end: request.cancel_at_period_end ?? false,
    canceled_at: at === null ? null : tx.now(),
    cancellation_details: { ...details, reason: at === null ? null : 'cancellation_requested' },
  };
}
