import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { describeResource, stripe } from './harness';

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

function pay(payment_method: string) {
  return stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method,
    confirm: true,
    metadata: { order: '7' },
    ...NEVER,
  });
}

describeResource('charges', () => {
  it('tell how a payment went', async () => {
    const intent = await pay('pm_card_visa');
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({
      amount: 1000,
      amount_captured: 1000,
      captured: true,
      disputed: false,
      metadata: { order: '7' },
      outcome: { type: 'authorized', network_status: 'approved_by_network' },
      paid: true,
      payment_intent: intent.id,
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
      refunded: false,
      status: 'succeeded',
    });
  });

  it('come into the balance less a fee', async () => {
    const intent = await pay('pm_card_visa');
    const id = String(intent.latest_charge);
    const charge = await eventually(
      () => stripe.charges.retrieve(id, { expand: ['balance_transaction'] }),
      (found) => found.balance_transaction !== null,
    );
    const entry = charge.balance_transaction;
    if (entry === null || typeof entry === 'string') throw new Error('balance_transaction was not expanded.');
    expect(entry).toMatchObject({ type: 'charge', reporting_category: 'charge', source: id });
    expect(entry.fee).toBeGreaterThan(0);
    expect(entry.net).toBe(entry.amount - entry.fee);
  });

  it('are kept of attempts that failed', async () => {
    await expect(pay('pm_card_chargeDeclinedExpiredCard')).rejects.toMatchObject({ code: 'expired_card' });
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...NEVER });
    const confirm = { payment_method: 'pm_card_chargeDeclinedExpiredCard' };
    await expect(stripe.paymentIntents.confirm(intent.id, confirm)).rejects.toMatchObject({
      statusCode: 402,
    });
    const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data;
    expect(charge).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: 'expired_card',
      balance_transaction: null,
    });
  });

  it('take a description and a report of fraud', async () => {
    const intent = await pay('pm_card_visa');
    const changed = await stripe.charges.update(String(intent.latest_charge), {
      description: 'The first',
      fraud_details: { user_report: 'safe' },
    });
    expect(changed).toMatchObject({ description: 'The first', fraud_details: { user_report: 'safe' } });
  });
});
