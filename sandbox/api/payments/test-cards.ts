import type { DeclineName } from './declines';

/** When a card asks for 3-D Secure. */
export type Authentication =
  /** Supported or not, it is not asked for. */
  | 'never'
  /** Only when the request asks for it with `request_three_d_secure`. */
  | 'on_request'
  /** Supported without a challenge. */
  | 'frictionless'
  /** On session always, off session unless it was set up before. */
  | 'unless_set_up'
  /** On session always, off session never. */
  | 'on_session'
  /** Always, set up or not. */
  | 'always';

/** What comes after a charge that succeeded. */
export type Aftermath =
  | 'none'
  | 'early_fraud_warning'
  | 'dispute'
  | 'dispute_not_received'
  | 'inquiry'
  /** More than one dispute. */
  | 'disputes';

/** What a card does when it is used. */
export interface Behaviour {
  authentication: Authentication;
  /** What every charge ends in, after authentication; null is success. */
  charge: DeclineName | null;
  /** What attaching it or setting it up ends in; null is success. */
  setup: DeclineName | null;
  risk: 'normal' | 'elevated' | 'highest';
  cvc: 'pass' | 'fail';
  postalCode: 'pass' | 'fail';
  refund: 'succeeded' | 'pending' | 'failed';
  aftermath: Aftermath;
  /** Whether a charge's money waits before it can be used. */
  settlement: 'pending' | 'available';
}

export interface TestCard {
  number: string;
  /** Its `pm_card_…` names. */
  tokens: readonly string[];
  behaviour: Behaviour;
}

const PLAIN: Behaviour = {
  authentication: 'never',
  charge: null,
  setup: null,
  risk: 'normal',
  cvc: 'pass',
  postalCode: 'pass',
  refund: 'succeeded',
  aftermath: 'none',
  settlement: 'pending',
};

function card(number: string, tokens: string, traits: Partial<Behaviour> = {}): TestCard {
  const names = tokens === '' ? [] : tokens.split(' ').map((token) => `pm_card_${token}`);
  return { number, tokens: names, behaviour: { ...PLAIN, ...traits } };
}

/** Refused wherever it is used: a charge fails, and so does attaching it. */
function refused(number: string, tokens: string, name: DeclineName): TestCard {
  return card(number, tokens, { charge: name, setup: name });
}

const CARDS: readonly TestCard[] = [
  card('4242424242424242', 'visa us'),
  card('4000056655665556', 'visa_debit'),
  card('5555555555554444', 'mastercard'),
  card('2223003122003222', ''),
  card('5200828282828210', 'mastercard_debit'),
  card('5105105105105100', 'mastercard_prepaid'),
  card('378282246310005', 'amex'),
  card('371449635398431', ''),
  card('6011111111111117', 'discover'),
  card('6011000990139424', ''),
  card('6011981111111113', ''),
  card('3056930009020004', 'diners'),
  card('36227206271667', ''),
  card('6555900000604105', ''),
  card('3566002020360505', 'jcb'),
  card('6200000000000005', 'unionpay'),
  card('6200000000000047', ''),
  card('6205500000000000004', ''),
  refused('4000000000000002', 'visa_chargeDeclined chargeDeclined', 'generic_decline'),
  refused(
    '4000000000009995',
    'visa_chargeDeclinedInsufficientFunds chargeDeclinedInsufficientFunds',
    'insufficient_funds',
  ),
  refused('4000000000009987', 'visa_chargeDeclinedLostCard chargeDeclinedLostCard', 'lost_card'),
  refused('4000000000009979', 'visa_chargeDeclinedStolenCard chargeDeclinedStolenCard', 'stolen_card'),
  refused('4000000000000069', 'chargeDeclinedExpiredCard', 'expired_card'),
  refused('4000000000000127', 'chargeDeclinedIncorrectCvc', 'incorrect_cvc'),
  refused('4000000000000119', 'chargeDeclinedProcessingError', 'processing_error'),
  refused('4000000000006975', 'visa_chargeDeclinedVelocityLimitExceeded', 'card_velocity_exceeded'),
  card('4000000000000341', 'chargeCustomerFail', { charge: 'generic_decline' }),
  card('4000002500003155', 'authenticationRequiredOnSetup', { authentication: 'unless_set_up' }),
  card('4000002760003184', 'authenticationRequired', { authentication: 'always' }),
  card('4000003800000446', 'authenticationRequiredSetupForOffSession', { authentication: 'on_session' }),
  card('4000008260003178', 'authenticationRequiredChargeDeclinedInsufficientFunds', {
    authentication: 'on_session',
    charge: 'insufficient_funds',
  }),
  card('4000000000003220', 'threeDSecure2Required', { authentication: 'always' }),
  card('4000000000003063', 'threeDSecureRequired', { authentication: 'always' }),
  card('4000008400000027', '', { authentication: 'always' }),
  card('4000008400001629', 'threeDSecureRequiredChargeDeclined', {
    authentication: 'always',
    charge: 'generic_decline',
  }),
  refused('4000008400001280', 'threeDSecureRequiredProcessingError', 'generic_decline'),
  card('4000000000003055', 'threeDSecureOptional', { authentication: 'on_request' }),
  card('4000000000003097', 'threeDSecureOptionalProcessingError'),
  card('4000000032200000', '', { authentication: 'frictionless' }),
  card('4000000000000259', 'createDispute', { aftermath: 'dispute' }),
  card('4000000000002685', 'createDisputeProductNotReceived', { aftermath: 'dispute_not_received' }),
  card('4000000000001976', 'createDisputeInquiry', { aftermath: 'inquiry' }),
  card('4000000000005423', 'createIssuerFraudRecord', { aftermath: 'early_fraud_warning' }),
  card('4000000404000079', 'createMultipleDisputes', { aftermath: 'disputes' }),
  card('4000000000007726', 'pendingRefund', { refund: 'pending' }),
  card('4000000000005126', 'refundFail', { refund: 'failed' }),
  card('4100000000000019', 'radarBlock', { charge: 'fraudulent', risk: 'highest' }),
  card('4000000000004954', 'riskLevelHighest', { charge: 'fraudulent', risk: 'highest' }),
  card('4000000000009235', 'riskLevelElevated', { risk: 'elevated' }),
  card('4000000000000101', 'cvcCheckFail', { cvc: 'fail' }),
  card('4000000000000036', 'avsZipFail', { postalCode: 'fail' }),
  card('4000000000000077', 'bypassPending', { settlement: 'available' }),
];

const byNumber = new Map(CARDS.map((entry) => [entry.number, entry]));
const byToken = new Map(CARDS.flatMap((entry) => entry.tokens.map((token) => [token, entry])));

/** What a number does. A number that is nobody's test card behaves as a plain one. */
export function behaviourOf(number: string): Behaviour {
  return byNumber.get(number)?.behaviour ?? PLAIN;
}

/** The card behind a `pm_card_…` name. */
export function cardByToken(token: string): TestCard | undefined {
  return byToken.get(token);
}
