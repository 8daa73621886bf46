import { idOf, newId, type Transaction } from '../kernel';
import type { Decline } from '../kernel/errors';
import type { Authentication3ds } from './authentication';
import { AUTHORIZATION_SECONDS } from './authorization';
import { type Charge, charges } from './charge';
import { isCapturedByHand, type PaymentIntent } from './payment-intent';
import { memoryOf, type PaymentMethod } from './payment-method';
import { receiptUrl } from './receipt-page';

type CardDetails = NonNullable<NonNullable<Charge['payment_method_details']>['card']>;

export interface ChargeAttempt {
  intent: PaymentIntent;
  method: PaymentMethod;
  /** Why it fails, or null when it succeeds. */
  refusal: Decline | null;
  /** How 3-D Secure went, if it was part of it. */
  authentication: Authentication3ds | null;
}

/** What belongs to platforms, reviews and older ways of paying, which the sandbox has not. */
const ELSEWHERE = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  failure_balance_transaction: null,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
};

/**
 * One attempt to take an intent's money: a succeeded or failed charge, captured unless the intent is captured by
 * hand. Announced by the caller. As with Stripe, the balance learns of it a moment later.
 */
export function makeCharge(tx: Transaction, attempt: ChargeAttempt): Charge {
  const { intent, method, refusal } = attempt;
  const captured = refusal === null && !isCapturedByHand(intent);
  const held = refusal === null && !captured;
  const id = newId('ch');
  const charge: Charge = {
    id,
    object: 'charge',
    ...ELSEWHERE,
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SANDBOX',
    captured,
    created: tx.realNow(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    outcome: outcomeOf(tx, method, refusal),
    paid: refusal === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      card: { ...cardDetails(attempt), ...(held ? reserved(tx, intent) : {}) },
    },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_url: refusal === null ? receiptUrl(tx, id) : null,
    refunded: false,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: refusal === null ? 'succeeded' : 'failed',
  };
  return tx.put(charges, charge);
}

function outcomeOf(tx: Transaction, method: PaymentMethod, refusal: Decline | null): Charge['outcome'] {
  const { risk } = memoryOf(tx, method).behaviour;
  const scores = { normal: 20, elevated: 68, highest: 92 };
  const blocked = refusal !== null && risk === 'highest';
  const shared = { risk_level: risk, risk_score: scores[risk], network_advice_code: null };
  if (refusal === null) {
    const accepted = {
      network_status: 'approved_by_network',
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
    return { ...shared, ...accepted, advice_code: null, network_decline_code: null, reason: null };
  }
  return {
    ...shared,
    advice_code: refusal.advice_code ?? null,
    network_decline_code: refusal.network_decline_code ?? null,
    network_status: blocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: blocked ? 'highest_risk_level' : (refusal.decline_code ?? refusal.code),
    seller_message: blocked
      ? 'Stripe blocked this payment as too risky.'
      : 'The bank returned a decline code.',
    type: blocked ? 'blocked' : 'issuer_declined',
  };
}

/** What a card says of money that is only reserved: how long, and that there is no more to be had of it. */
function reserved(tx: Transaction, intent: PaymentIntent): Partial<CardDetails> {
  return {
    capture_before: tx.ownNow() + AUTHORIZATION_SECONDS,
    extended_authorization: { status: 'disabled' },
    incremental_authorization: { status: 'unavailable' },
    multicapture: { status: 'unavailable' },
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
  };
}

function cardDetails({ intent, method, refusal, authentication }: ChargeAttempt): CardDetails {
  const { card } = method;
  if (!card) throw new Error(`Payment method ${method.id} is not a card.`);
  return {
    amount_authorized: refusal === null ? intent.amount : null,
    authorization_code: refusal === null ? '123456' : null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: authentication === null ? null : '05',
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: refusal === null ? String(intent.created).padStart(15, '1') : null,
    regulated_status: 'unregulated',
    three_d_secure: authentication === null ? null : authenticated(authentication),
    transaction_link_id: null,
    wallet: null,
  };
}

function authenticated(flow: Authentication3ds): NonNullable<CardDetails['three_d_secure']> {
  return {
    authentication_flow: flow,
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: null,
    version: '2.2.0',
  };
}
