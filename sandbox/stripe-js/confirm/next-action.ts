import type { ApiAnswer, Intent } from '../api/answer';
import { isPaymentIntent } from '../api/answer';
import { type ApiAccess, retrieveIntent } from '../api/client';
import type { ClientSecret } from '../api/client-secret';
import type { Language } from '../locale/language';
import { openChallenge } from './challenge-dialog';
import { leaveFor } from './redirect';

/**
 * Carries an intent through what its bank asks of the buyer, and reads it again afterwards: only the intent says how
 * it ended, never the dialog.
 */
export async function performNextAction(
  access: ApiAccess,
  language: Language,
  secret: ClientSecret,
  intent: Intent,
): Promise<ApiAnswer> {
  const action = intent.next_action;
  if (action?.type === 'redirect_to_url' && action.redirect_to_url?.url) {
    return leaveFor(action.redirect_to_url.url);
  }
  await openChallenge(access.origin, {
    language,
    intentId: secret.id,
    clientSecret: secret.secret,
    key: access.key,
    amount: isPaymentIntent(intent) ? { value: intent.amount, currency: intent.currency } : null,
  });
  return retrieveIntent(access, secret.kind, secret.id, secret.secret);
}
