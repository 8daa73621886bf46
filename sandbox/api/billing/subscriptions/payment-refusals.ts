import { cardError, forbiddenState, type SandboxError } from '../../kernel';
import type { Decline } from '../../kernel/errors';

/** 400: money is due and there is nothing to charge. */
export function noMethod(): SandboxError {
  const message =
    'This customer has no attached payment source or default payment method. Please consider adding a default ' +
    'payment method. For more information, visit ' +
    'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.';
  return forbiddenState(message, { code: 'resource_missing' });
}

/** 402 for `error_if_incomplete`: nothing stays of the attempt, so the error names none of its objects. */
export function notPaid(
  outcome: { kind: 'declined'; decline: Decline } | { kind: 'requires_action' },
): SandboxError {
  if (outcome.kind === 'declined') {
    const { charge: _, payment_intent: __, ...decline } = outcome.decline;
    return cardError(decline, { keepsWrites: false });
  }
  const message =
    'Payment for this subscription requires additional user action before it can be completed successfully. Payment ' +
    'can be completed using the PaymentIntent associated with `subscription.latest_invoice`. For more information, ' +
    'visit https://stripe.com/docs/billing/subscriptions/overview#requires-action.';
  return cardError({ code: 'subscription_payment_intent_requires_action', message }, { keepsWrites: false });
}
