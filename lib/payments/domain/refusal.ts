/** Why something was refused, in our own words; each provider maps its codes onto these. */
export const REFUSALS = {
  unknown_price: 'That plan is not for sale.',
  price_unavailable: 'That plan can’t be bought right now. Please try again in a little while.',
  unknown_currency: 'We don’t sell in that currency.',
  invalid_seats: 'The number of seats must be a whole number between 1 and 500.',
  already_subscribed: 'You already have a subscription.',
  already_paid: 'This has been paid already.',
  promotion_code_unknown: 'We don’t know that promotion code.',
  promotion_code_guesses: 'Too many unknown codes were tried. Please try again in an hour.',
  promotion_code_expired: 'That promotion code has expired.',
  promotion_code_used_up: 'That promotion code has been used up.',
  promotion_code_wrong_plan: 'That promotion code doesn’t apply to this plan.',
  promotion_code_first_time_only: 'That promotion code is for a first purchase only.',
  promotion_code_minimum: 'That promotion code needs a larger purchase.',
  card_declined: 'Your card was declined. Please try another card.',
  insufficient_funds: 'Your card has insufficient funds. Please try another card.',
  expired_card: 'Your card has expired. Please try another card.',
  incorrect_cvc: 'Your card’s security code is incorrect.',
  processing_error: 'An error occurred while processing your card. Please try again in a little while.',
  authentication_failed: 'Your bank could not confirm that it was you. Please try again or use another card.',
  expired: 'This checkout has expired. Please start again.',
  canceled: 'This checkout was replaced by a newer one.',
  changed_meanwhile: 'Your billing was changed in another window. Please look at it again before you go on.',
  not_carried_out: 'That did not go through, and nothing was changed. Please try again.',
  change_scheduled: 'A change is already planned for the end of the period. Take that back first.',
  change_pending:
    'A change is still waiting to be paid. Confirm it, or let it expire, before you make another.',
  quote_expired: 'The price you were shown is no longer current. Please look at it again.',
  not_changed: 'It is that way already: there is nothing to change.',
  payment_overdue: 'The last payment has not gone through. Please settle it before you change anything.',
  subscription_paused: 'That subscription is paused. Resume it first.',
  subscription_ending: 'That subscription is about to end. Resume it first.',
  payment_method_in_use:
    'A running subscription is charged to this card. Make another card the default before you remove it.',
  not_at_once: 'That plan can only be canceled at the end of its period.',
  trial_used:
    'This card has already been used for a trial. Nothing was charged; you can subscribe without one.',
  tax_id_invalid: 'That tax id is not written as one of its kind. Please look at it again.',
  address_required: 'Please say where you are billed first: the tax depends on it.',
  invoice_closed: 'That invoice is no longer open: there is nothing to pay.',
  refund_too_large: 'That is more than is left of this payment to refund.',
  own_role: 'Your own role is for another admin to change.',
  invalid_amount: 'That is not an amount in this currency. Please write it like 12.50.',
  refund_over_limit: 'That is more than your role may give back at once. Ask an admin.',
  subscription_ended: 'That subscription has ended.',
  payments_unavailable: 'Payments are paused for a moment. Nothing was charged; please try again shortly.',
  not_found: 'We could not find that.',
  invalid_request: 'That request doesn’t look right.',
  misconfigured: 'Payments are not set up correctly. We have been told.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export type Refused = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** A sentence for the buyer. */
  readonly message: string;
  /** For the developer; never shown to the buyer. */
  readonly detail: string;
};

/** Builds a refusal; `detail` must hold no personal data, key or client secret: it is logged. */
export function refused(code: RefusalCode, detail: string = code): Refused {
  return { kind: 'refused', code, message: REFUSALS[code], detail };
}

/** Reads a refusal code back from storage; anything unknown is `invalid_request`. */
export function parseRefusalCode(text: string | null): RefusalCode {
  return text !== null && isRefusalCode(text) ? text : 'invalid_request';
}

/** Whether this is one of our refusals. */
export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text);
}
