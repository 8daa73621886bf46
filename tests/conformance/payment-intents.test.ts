import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, refusal, stripe } from './harness';

const PRICE = { amount: 1000, currency: 'usd' } as const;
const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

function pay(card: string, extra: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({ ...PRICE, payment_method: card, confirm: true, ...NEVER, ...extra });
}

describeResource('payment intents', () => {
  it('begin by wanting a payment method', async () => {
    const intent = await stripe.paymentIntents.create(PRICE);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      capture_method: 'automatic_async',
      confirmation_method: 'automatic',
      latest_charge: null,
      next_action: null,
    });
    expect(intent.automatic_payment_methods?.enabled).toBe(true);
  });

  it('want confirming once they have one', async () => {
    const { id } = await stripe.paymentIntents.create(PRICE);
    const named = await stripe.paymentIntents.update(id, { payment_method: 'pm_card_visa' });
    expect(named.status).toBe('requires_confirmation');
    const early = await refusal(stripe.paymentIntents.confirm(id));
    expect(early).toMatchObject({ statusCode: 400, param: 'return_url' });
    const paid = await stripe.paymentIntents.confirm(id, { return_url: 'https://example.com/' });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1000 });
  });

  it('are refused below the least amount of their currency', async () => {
    const error = await refusal(stripe.paymentIntents.create({ amount: 49, currency: 'usd' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'amount_too_small' });
  });

  it('answer a decline with 402, keep it, and take another card', async () => {
    const { id } = await stripe.paymentIntents.create({ ...PRICE, ...NEVER });
    const error = await refusal(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds' }),
    );
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    expect(error.payment_intent).toMatchObject({ id, status: 'requires_payment_method' });
    const failed = await stripe.paymentIntents.retrieve(id);
    expect(failed).toMatchObject({ payment_method: null, last_payment_error: { code: 'card_declined' } });
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it('ask the buyer when the bank wants it', async () => {
    const intent = await pay('pm_card_authenticationRequired');
    expect(intent).toMatchObject({ status: 'requires_action', latest_charge: null });
    expect(intent.next_action?.type).toBeTypeOf('string');
  });

  it('decline off session what the bank wants its buyer for', async () => {
    const { id: customer } = await anyCustomer();
    const method = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
    const error = await refusal(pay(method.id, { customer, off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method' });
  });

  it('decline with error_on_requires_action instead of asking', async () => {
    const error = await refusal(pay('pm_card_authenticationRequired', { error_on_requires_action: true }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402 });
  });

  it('keep a card for its customer when they are told to', async () => {
    const { id: customer } = await anyCustomer();
    const intent = await pay('pm_card_visa', { customer, setup_future_usage: 'off_session' });
    const { data } = await stripe.customers.listPaymentMethods(customer);
    expect(data.map((method) => method.id)).toEqual([intent.payment_method]);
  });

  it('spend a card that is kept for nobody', async () => {
    const intent = await pay('pm_card_visa');
    const again = await refusal(pay(String(intent.payment_method)));
    expect(again).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it("refuse another customer's card", async () => {
    const { invoice_settings } = await cardCustomer();
    const { id: customer } = await anyCustomer();
    const error = await refusal(pay(String(invoice_settings.default_payment_method), { customer }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('reserve money and capture a part of it', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const more = stripe.paymentIntents.capture(held.id, { amount_to_capture: 1001 });
    expect(await refusal(more)).toMatchObject({ statusCode: 400, code: 'amount_too_large' });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 700 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 700, amount_capturable: 0 });
    const charge = await stripe.charges.retrieve(String(held.latest_charge));
    expect(charge).toMatchObject({ amount_captured: 700, amount_refunded: 0, refunded: false });
  });

  it('are canceled for a reason, and then nothing more can be done', async () => {
    const { id } = await pay('pm_card_visa', { capture_method: 'manual' });
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    for (const call of [stripe.paymentIntents.capture(id), stripe.paymentIntents.cancel(id)]) {
      const error = await refusal(call);
      expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
  });

  it('that succeeded take metadata, but no other amount', async () => {
    const { id } = await pay('pm_card_visa');
    const noted = await stripe.paymentIntents.update(id, { metadata: { order: '1' } });
    expect(noted.metadata).toEqual({ order: '1' });
    const error = await refusal(stripe.paymentIntents.update(id, { amount: 1200 }));
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });

  it('are listed by their customer', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await stripe.paymentIntents.create({ ...PRICE, customer });
    const { data } = await stripe.paymentIntents.list({ customer });
    expect(data.map((intent) => intent.id)).toEqual([id]);
  });
});
