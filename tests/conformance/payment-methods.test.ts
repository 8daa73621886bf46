import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, refusal, stripe } from './harness';

describeResource('payment methods', () => {
  it('are made new by each use of a test name', async () => {
    const one = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    const other = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    expect(one.id).not.toBe(other.id);
    expect(one.card?.fingerprint).toBe(other.card?.fingerprint);
    expect(one).toMatchObject({ customer: null, card: { brand: 'visa', last4: '4242', funding: 'credit' } });
  });

  it('are attached, listed newest first, and detached for good', async () => {
    const { id } = await anyCustomer();
    const visa = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    const amex = await stripe.paymentMethods.attach('pm_card_amex', { customer: id });
    const { data } = await stripe.customers.listPaymentMethods(id, { type: 'card' });
    expect(data.map((method) => method.id)).toEqual([amex.id, visa.id]);
    expect((await stripe.paymentMethods.detach(visa.id)).customer).toBeNull();
    const again = await refusal(stripe.paymentMethods.attach(visa.id, { customer: id }));
    expect(again).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error'],
  ])('%s cannot be attached', async (card, code) => {
    const { id } = await anyCustomer();
    const error = await refusal(stripe.paymentMethods.attach(card, { customer: id }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
  });

  it('are changed only once they belong to a customer', async () => {
    const loose = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    const early = stripe.paymentMethods.update(loose.id, { metadata: { a: '1' } });
    expect(await refusal(early)).toMatchObject({ statusCode: 400 });
    const { invoice_settings } = await cardCustomer();
    const changed = await stripe.paymentMethods.update(String(invoice_settings.default_payment_method), {
      billing_details: { name: 'Ada' },
      card: { exp_month: 11, exp_year: 2040 },
      allow_redisplay: 'always',
      metadata: { a: '1' },
    });
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      billing_details: { name: 'Ada' },
      card: { exp_month: 11, exp_year: 2040 },
      metadata: { a: '1' },
    });
  });

  it('stop being the default when they are detached', async () => {
    const customer = await cardCustomer();
    await stripe.paymentMethods.detach(String(customer.invoice_settings.default_payment_method));
    const after = await stripe.customers.retrieve(customer.id);
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });
});
