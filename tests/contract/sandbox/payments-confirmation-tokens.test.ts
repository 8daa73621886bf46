import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
let milliseconds = Date.parse('2026-11-01T12:00:00Z');
beforeAll(async () => {
  harness = await startHarness({ clock: { milliseconds: () => milliseconds } });
});
afterAll(() => harness.close());

const CARD =
  'payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242' +
  '&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34&payment_method_data[card][cvc]=123';

/** Posts as a frame of the sandbox's own origin does. */
const fromFrame = (path: string, form: string) =>
  harness.send('POST', path, { key: PUBLISHABLE, form, headers: { origin: harness.url } });

describe('confirmation tokens', () => {
  it('expire after twelve hours', async () => {
    const { stripe } = harness;
    const { id } = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const order = { amount: 900, currency: 'usd', confirm: true, confirmation_token: id };
    milliseconds += 12 * 3_600_000;
    const late = await refusalOf(
      stripe.paymentIntents.create({ ...order, return_url: 'https://example.com' }),
    );
    expect(late).toMatchObject({ statusCode: 400, param: 'confirmation_token' });
    expect(late.message).toContain('expired');
  });

  it('are made of a typed card in the card frame alone', async () => {
    const made = await fromFrame('/v1/confirmation_tokens', CARD);
    expect(made.body).toMatchObject({
      object: 'confirmation_token',
      payment_method_preview: { card: { last4: '4242', checks: { cvc_check: null } } },
    });
    expect(JSON.stringify(made.body)).not.toMatch(/pm_|4242424242/);
    const elsewhere = await harness.send('POST', '/v1/confirmation_tokens', { key: PUBLISHABLE, form: CARD });
    expect(elsewhere.status).toBe(402);
    const server = await harness.send('POST', '/v1/confirmation_tokens', { form: CARD });
    expect(server.status).toBe(400);
    const inTest = await harness.send('POST', '/v1/test_helpers/confirmation_tokens', { form: CARD });
    expect(inTest.status).toBe(402);
  });

  it('refuse what they do not carry out by name', async () => {
    const form =
      'payment_method=pm_card_visa&payment_method_options[card][installments][plan][type]=fixed_count';
    const refused = await harness.send('POST', '/v1/test_helpers/confirmation_tokens', { form });
    expect(refused.error).toMatchObject({ param: 'payment_method_options[card][installments]' });
    const none = await refusalOf(harness.stripe.testHelpers.confirmationTokens.create({}));
    expect(none.code).toBe('parameter_missing');
  });

  it('are made of a saved card with the session that shows it, and of no other’s', async () => {
    const { stripe } = harness;
    const owner = (await stripe.customers.create({})).id;
    const stranger = (await stripe.customers.create({})).id;
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: owner });
    await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
    const features = { payment_method_redisplay: 'enabled' } as const;
    const components = { payment_element: { enabled: true, features } };
    const secretOf = async (customer: string) =>
      (await stripe.customerSessions.create({ customer, components })).client_secret;
    const ask = (secret: string) =>
      fromFrame(
        '/v1/confirmation_tokens',
        `payment_method=${card.id}&customer_session_client_secret=${secret}`,
      );
    const own = await ask(await secretOf(owner));
    expect(own.body).toMatchObject({ payment_method_preview: { customer: owner } });
    expect((await ask(await secretOf(stranger))).error).toMatchObject({ code: 'resource_missing' });
    expect((await fromFrame('/v1/confirmation_tokens', `payment_method=${card.id}`)).status).toBe(400);
  });
});

describe('customer sessions in the frame', () => {
  it('show and change only the cards they may, while they last', async () => {
    const { stripe } = harness;
    const customer = (await stripe.customers.create({})).id;
    const hidden = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const shown = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    await stripe.paymentMethods.update(shown.id, { allow_redisplay: 'always' });
    const features = { payment_method_redisplay: 'enabled' } as const;
    const components = { payment_element: { enabled: true, features } };
    const { client_secret: secret } = await stripe.customerSessions.create({ customer, components });
    const proof = `customer_session_client_secret=${secret}`;
    const home = '/elements/customer_session';
    const read = await fromFrame(home, proof);
    expect(read.body).toMatchObject({ payment_methods: [{ id: shown.id }] });
    const date = `${proof}&exp_month=7&exp_year=2040`;
    expect((await fromFrame(`${home}/payment_methods/${shown.id}`, date)).status).toBe(200);
    expect((await fromFrame(`${home}/payment_methods/${hidden.id}`, date)).status).toBe(404);
    expect((await fromFrame(`${home}/payment_methods/${shown.id}/detach`, proof)).status).toBe(400);
    expect((await harness.send('POST', home, { key: PUBLISHABLE, form: proof })).status).toBe(402);
    milliseconds += 1_800_000;
    const late = await fromFrame(home, proof);
    expect(late.error).toMatchObject({ param: 'customer_session_client_secret' });
  });
});
