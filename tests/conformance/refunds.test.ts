import { expect, it } from 'vitest';
import { describeResource, refusal, stripe } from './harness';

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

function pay(payment_method = 'pm_card_visa') {
  return stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method,
    confirm: true,
    ...NEVER,
  });
}

describeResource('refunds', () => {
  it('give back in parts until nothing is left', async () => {
    const { id: payment_intent, latest_charge } = await pay();
    const part = await stripe.refunds.create({
      payment_intent,
      amount: 400,
      reason: 'requested_by_customer',
    });
    expect(part).toMatchObject({
      object: 'refund',
      amount: 400,
      charge: latest_charge,
      reason: 'requested_by_customer',
      status: 'succeeded',
    });
    const more = await refusal(stripe.refunds.create({ payment_intent, amount: 601 }));
    expect(more).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect((await stripe.refunds.create({ payment_intent })).amount).toBe(600);
    const charge = await stripe.charges.retrieve(String(latest_charge));
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    const again = await refusal(stripe.refunds.create({ payment_intent }));
    expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
  });

  it('take their money out of the balance', async () => {
    const { id: payment_intent } = await pay();
    const { id } = await stripe.refunds.create({ payment_intent });
    const refund = await stripe.refunds.retrieve(id, { expand: ['balance_transaction'] });
    expect(refund.balance_transaction).toMatchObject({ type: 'refund', amount: -1000, fee: 0, source: id });
  });

  it('are pending with a card that makes them so', async () => {
    const { id: payment_intent } = await pay('pm_card_pendingRefund');
    expect((await stripe.refunds.create({ payment_intent })).status).toBe('pending');
  });

  it('cannot be canceled when they are done', async () => {
    const { id: payment_intent } = await pay();
    const { id } = await stripe.refunds.create({ payment_intent });
    expect(await refusal(stripe.refunds.cancel(id))).toMatchObject({ statusCode: 400 });
  });

  it('want to know of what', async () => {
    expect(await refusal(stripe.refunds.create({}))).toMatchObject({ statusCode: 400 });
    const wrong = await refusal(stripe.refunds.create({ charge: 'ch_doesnotexist' }));
    expect(wrong).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'charge' });
  });

  it('keep metadata, and nothing else may be changed', async () => {
    const { id: payment_intent } = await pay();
    const { id } = await stripe.refunds.create({ payment_intent, metadata: { a: '1' } });
    const changed = await stripe.refunds.update(id, { metadata: { b: '2' } });
    expect(changed.metadata).toEqual({ a: '1', b: '2' });
    expect((await stripe.refunds.list({ payment_intent })).data.map((refund) => refund.id)).toEqual([id]);
  });
});
