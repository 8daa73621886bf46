import type { Decline } from '../kernel/errors';

/** Why a card is refused, in the words and codes that Stripe's test cards answer with. */
const DECLINES = {
  generic_decline: declined('generic_decline', 'Your card was declined.', 'try_again_later', '01'),
  insufficient_funds: declined(
    'insufficient_funds',
    'Your card has insufficient funds.',
    'try_again_later',
    '51',
  ),
  lost_card: declined('lost_card', 'Your card was declined.', 'do_not_try_again', '41'),
  stolen_card: declined('stolen_card', 'Your card was declined.', 'do_not_try_again', '43'),
  card_velocity_exceeded: declined(
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    'try_again_later',
    '61',
  ),
  fraudulent: declined('fraudulent', 'Your card was declined.', 'do_not_try_again', '59'),
  authentication_required: {
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    network_decline_code: '1A',
  },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    advice_code: 'do_not_try_again',
    network_decline_code: '54',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    advice_code: 'confirm_card_data',
    network_decline_code: 'N7',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice_code: 'try_again_later',
    network_decline_code: '96',
  },
} satisfies Record<string, Decline>;

export type DeclineName = keyof typeof DECLINES;

/** The refusal by its name. */
export function decline(name: DeclineName): Decline {
  return DECLINES[name];
}

function declined(decline_code: string, message: string, advice_code: string, network_decline_code: string) {
  return { code: 'card_declined', decline_code, message, advice_code, network_decline_code };
}
