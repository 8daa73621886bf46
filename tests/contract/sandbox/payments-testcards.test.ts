import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './kernel-harness';
import { type Account, newAccount } from './payments-account';
import { typeCard } from './payments-typed-card';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** What becomes of a payment: a status, or the code and decline code it is refused with. */
type Fate = 'succeeded' | 'requires_action' | `${string}/${string}` | `${string}/`;

interface Row {
  number: string;
  /** The `pm_card_…` name, without that. */
  name: string;
  /** A payment by a buyer who is there. */
  pays: Fate;
  /** Attaching it to a customer. */
  attaches: Fate;
}

function row(number: string, name: string, pays: Fate = 'succeeded', attaches: Fate = 'succeeded'): Row {
  return { number: number.padStart(16, '400000000000'), name, pays, attaches };
}

/** A card that is refused wherever it is used. */
function refused(number: string, name: string, fate: Fate): Row {
  return row(number, name, fate, fate);
}

const TABLE: Row[] = [
  row('4242424242424242', 'visa'),
  row('4000056655665556', 'visa_debit'),
  row('5555555555554444', 'mastercard'),
  row('5200828282828210', 'mastercard_debit'),
  row('5105105105105100', 'mastercard_prepaid'),
  row('6011111111111117', 'discover'),
  row('3056930009020004', 'diners'),
  row('3566002020360505', 'jcb'),
  row('6200000000000005', 'unionpay'),
  refused('0002', 'visa_chargeDeclined', 'card_declined/generic_decline'),
  refused('9995', 'visa_chargeDeclinedInsufficientFunds', 'card_declined/insufficient_funds'),
  refused('9987', 'visa_chargeDeclinedLostCard', 'card_declined/lost_card'),
  refused('9979', 'visa_chargeDeclinedStolenCard', 'card_declined/stolen_card'),
  refused('0069', 'chargeDeclinedExpiredCard', 'expired_card/'),
  refused('0127', 'chargeDeclinedIncorrectCvc', 'incorrect_cvc/'),
  refused('0119', 'chargeDeclinedProcessingError', 'processing_error/'),
  refused('6975', 'visa_chargeDeclinedVelocityLimitExceeded', 'card_declined/card_velocity_exceeded'),
  row('0341', 'chargeCustomerFail', 'card_declined/generic_decline'),
  row('4000002500003155', 'authenticationRequiredOnSetup', 'requires_action'),
  row('4000002760003184', 'authenticationRequired', 'requires_action'),
  row('4000003800000446', 'authenticationRequiredSetupForOffSession', 'requires_action'),
  row('4000008260003178', 'authenticationRequiredChargeDeclinedInsufficientFunds', 'requires_action'),
  row('3220', 'threeDSecure2Required', 'requires_action'),
  row('3063', 'threeDSecureRequired', 'requires_action'),
  row('4000008400001629', 'threeDSecureRequiredChargeDeclined', 'requires_action'),
  refused('4000008400001280', 'threeDSecureRequiredProcessingError', 'card_declined/generic_decline'),
  row('3055', 'threeDSecureOptional'),
  row('3097', 'threeDSecureOptionalProcessingError'),
  row('0259', 'createDispute'),
  row('2685', 'createDisputeProductNotReceived'),
  row('1976', 'createDisputeInquiry'),
  row('5423', 'createIssuerFraudRecord'),
  row('4000000404000079', 'createMultipleDisputes'),
  row('7726', 'pendingRefund'),
  row('5126', 'refundFail'),
  row('4100000000000019', 'radarBlock', 'card_declined/fraudulent'),
  row('4954', 'riskLevelHighest', 'card_declined/fraudulent'),
  row('9235', 'riskLevelElevated'),
  row('0101', 'cvcCheckFail'),
  row('0036', 'avsZipFail'),
  row('0077', 'bypassPending'),
];

/** Cards that have a number alone. */
const NAMELESS: Row[] = [
  ...['2223003122003222', '378282246310005', '371449635398431', '6011000990139424', '6011981111111113'],
  ...['36227206271667', '6555900000604105', '6200000000000047', '6205500000000000004', '4000000032200000'],
].map((number) => ({ number, name: '', pays: 'succeeded' as const, attaches: 'succeeded' as const }));
NAMELESS.push(row('4000008400000027', '', 'requires_action'));

async function fateOf(call: Promise<Stripe.PaymentIntent | Stripe.PaymentMethod>): Promise<string> {
  const done = await call.catch((error: Stripe.errors.StripeError) => error);
  if (done instanceof Error) return `${done.code}/${done.decline_code ?? ''}`;
  return done.object === 'payment_intent' ? done.status : 'succeeded';
}

async function typed(account: Account, number: string): Promise<string> {
  const intent = await account.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
  const send: Harness['send'] = (method, path, options) =>
    harness.send(method, path, { ...options, key: account.publishable });
  const { status, body, error } = await typeCard({ url: harness.url, send }, intent, number);
  return status === 200 ? String(body.status) : `${String(error.code)}/${String(error.decline_code ?? '')}`;
}

describe('every test card does what it says', () => {
  it.each(TABLE)('$number pm_card_$name: $pays, attached: $attaches', async (card) => {
    const account = newAccount(harness);
    expect(await typed(account, card.number)).toBe(card.pays);
    expect(await fateOf(account.pay(`pm_card_${card.name}`))).toBe(card.pays);
    const { id } = await account.stripe.customers.create({});
    const attached = account.stripe.paymentMethods.attach(`pm_card_${card.name}`, { customer: id });
    expect(await fateOf(attached)).toBe(card.attaches);
    const method = await account.stripe.paymentMethods.retrieve(`pm_card_${card.name}`);
    expect(method.card?.last4).toBe(card.number.slice(-4));
  });

  it.each(NAMELESS)('$number by its number: $pays', async ({ number, pays }) => {
    expect(await typed(newAccount(harness), number)).toBe(pays);
  });

  it('4242424242424241 is no card number', async () => {
    expect(await typed(newAccount(harness), '4242424242424241')).toBe('incorrect_number/');
  });

  it('tok_visa stands for pm_card_visa', async () => {
    const { stripe } = newAccount(harness);
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
      billing_details: { name: 'Ada' },
    });
    expect(method).toMatchObject({ card: { last4: '4242' }, billing_details: { name: 'Ada' } });
  });
});
