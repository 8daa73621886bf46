import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

async function session(components: Stripe.CustomerSessionCreateParams.Components) {
  const { id: customer } = await anyCustomer();
  return { customer, made: await stripe.customerSessions.create({ customer, components }) };
}

describeResource('customer sessions', () => {
  it('give their customer a secret for half an hour', async () => {
    const { customer, made } = await session({ payment_element: { enabled: true } });
    expect(made).toMatchObject({ object: 'customer_session', customer, livemode: false });
    expect(made.client_secret).toMatch(/^cuss_secret_/);
    expect(made.expires_at).toBe(made.created + 1800);
  });

  it('show their customer when asked to', async () => {
    const { id: customer, email } = await anyCustomer();
    const components = { payment_element: { enabled: true } };
    const made = await stripe.customerSessions.create({ customer, components, expand: ['customer'] });
    expect(made.customer).toMatchObject({ object: 'customer', id: customer, email });
  });

  it('name every component and enable those asked for', async () => {
    const { made } = await session({ pricing_table: { enabled: true }, buy_button: { enabled: false } });
    expect(made.components).toMatchObject({
      buy_button: { enabled: false },
      payment_element: { enabled: false, features: null },
      pricing_table: { enabled: true },
    });
  });

  it('leave every feature of the Payment Element off unless it is asked for', async () => {
    const { made } = await session({ payment_element: { enabled: true, features: {} } });
    expect(made.components?.payment_element.features).toEqual({
      payment_method_allow_redisplay_filters: ['always'],
      payment_method_redisplay: 'disabled',
      payment_method_redisplay_limit: 3,
      payment_method_remove: 'disabled',
      payment_method_save: 'disabled',
      payment_method_save_usage: null,
    });
  });

  it('keep the features that are asked for', async () => {
    const features = {
      payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'],
      payment_method_redisplay: 'enabled',
      payment_method_redisplay_limit: 10,
      payment_method_remove: 'enabled',
      payment_method_save: 'enabled',
      payment_method_save_usage: 'on_session',
    } satisfies Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features;
    const { made } = await session({ payment_element: { enabled: true, features } });
    expect(made.components?.payment_element).toEqual({ enabled: true, features });
  });

  it('know the features of the mobile components', async () => {
    const { made } = await session({
      customer_sheet: { enabled: true, features: { payment_method_remove: 'enabled' } },
      mobile_payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' } },
    });
    expect(made.components?.customer_sheet.features).toMatchObject({ payment_method_remove: 'enabled' });
    expect(made.components?.mobile_payment_element.features).toMatchObject({
      payment_method_redisplay: 'enabled',
      payment_method_save_allow_redisplay_override: null,
    });
  });

  it('are each their own', async () => {
    const { id: customer } = await anyCustomer();
    const order = { customer, components: { payment_element: { enabled: true } } };
    const [one, two] = await Promise.all([
      stripe.customerSessions.create(order),
      stripe.customerSessions.create(order),
    ]);
    expect(one.client_secret).not.toBe(two.client_secret);
  });

  it('need a customer that exists', async () => {
    const components = { payment_element: { enabled: true } };
    const missing = await refusal(stripe.customerSessions.create({ customer: 'cus_missing', components }));
    expect(missing).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  it('need a component that is enabled', async () => {
    const { id: customer } = await anyCustomer();
    const none = await refusal(
      stripe.customerSessions.create({ customer, components: { payment_element: { enabled: false } } }),
    );
    expect(none).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('show at most ten saved payment methods', async () => {
    const features = { payment_method_redisplay: 'enabled', payment_method_redisplay_limit: 11 } as const;
    const { id: customer } = await anyCustomer();
    const components = { payment_element: { enabled: true, features } };
    const beyond = await refusal(stripe.customerSessions.create({ customer, components }));
    expect(beyond).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });
});
