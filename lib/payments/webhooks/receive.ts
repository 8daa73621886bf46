import type { PaymentsContext } from '../context';
import type { ProviderEvent } from '../provider';
import type { WebhookAnswer } from '../service/payment-service';
import { accept } from './accept';
import { WEBHOOK_BODY_LIMIT } from './limit';
import { alertToVersion } from './version-alert';

function livemodeMatches(context: PaymentsContext, event: ProviderEvent): boolean {
  return event.livemode === (context.mode === 'live');
}

async function store(context: PaymentsContext, event: ProviderEvent): Promise<WebhookAnswer> {
  try {
    const accepted = await accept(context, event);
    context.log.debug({ event: event.id, type: event.type, accepted }, 'webhook taken in');
    return { status: 200, body: accepted };
  } catch (error) {
    // Not swallowed: 503 makes the provider deliver again (failure 7).
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error(
      { alert: 'webhook_not_stored', event: event.id, reason },
      'a webhook could not be stored',
    );
    return { status: 503, body: 'could not be stored, please deliver again' };
  }
}

/**
 * Takes in one delivery: verifies the raw text, stores the event, and answers 200 only after the commit. 400 for what is
 * not the provider's or of the other mode, 413 above WEBHOOK_BODY_LIMIT, 503 when the database could not take it.
 * @param rawBody the body exactly as it was sent: a re-serialized one does not verify (failure 10)
 * @param signature the signature header, null when there was none
 */
export async function receiveWebhook(
  context: PaymentsContext,
  rawBody: string,
  signature: string | null,
): Promise<WebhookAnswer> {
  if (Buffer.byteLength(rawBody) > WEBHOOK_BODY_LIMIT) return { status: 413, body: 'too large' };
  const verified = context.provider.verifyEvent(rawBody, signature, context.now());
  if (verified.kind === 'rejected') {
    context.log.warn({ reason: verified.reason }, 'a webhook was rejected');
    return { status: 400, body: verified.reason };
  }
  const { event } = verified;
  if (!livemodeMatches(context, event)) {
    const reason = `a ${event.livemode ? 'live' : 'test'} event at an endpoint in ${context.mode} mode`;
    context.log.warn({ event: event.id, type: event.type, reason }, 'a webhook was rejected');
    return { status: 400, body: reason };
  }
  alertToVersion(context, event);
  return store(context, event);
}
