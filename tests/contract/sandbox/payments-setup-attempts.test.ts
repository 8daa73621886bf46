import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const RETURN = { return_url: 'http://localhost/return' } as const;

describe('setup attempts', () => {
  it('are one for each confirmation, newest first, and the intent knows the latest', async () => {
    const { stripe } = newAccount(harness);
    const intent = await stripe.setupIntents.create({});
    expect(intent.latest_attempt).toBeNull();
    await refusalOf(
      stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined', ...RETURN }),
    );
    const done = await stripe.setupIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      expand: ['latest_attempt'],
      ...RETURN,
    });
    const { data } = await stripe.setupAttempts.list({ setup_intent: intent.id });
    expect(data.map((attempt) => attempt.status)).toEqual(['succeeded', 'failed']);
    expect(data[1]?.setup_error).toMatchObject({ type: 'card_error', code: 'card_declined' });
    expect(done.latest_attempt).toMatchObject({ id: data[0]?.id, object: 'setup_attempt' });
    expect(data[0]).toMatchObject({ setup_intent: intent.id, usage: 'off_session', setup_error: null });
  });

  it('say how the challenge went', async () => {
    const account = newAccount(harness);
    const create = () =>
      account.stripe.setupIntents.create({
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        ...RETURN,
      });
    const resultOf = async (intent: string) => {
      const [attempt] = (await account.stripe.setupAttempts.list({ setup_intent: intent })).data;
      return [attempt?.status, attempt?.payment_method_details.card?.three_d_secure?.result];
    };
    const passed = await create();
    expect(await resultOf(passed.id)).toEqual(['requires_action', undefined]);
    await account.answer(passed, 'succeed');
    expect(await resultOf(passed.id)).toEqual(['succeeded', 'authenticated']);
    const failed = await create();
    await account.answer(failed, 'fail');
    expect(await resultOf(failed.id)).toEqual(['failed', 'failed']);
  });

  it('are abandoned when the intent is canceled or another card is named', async () => {
    const { stripe } = newAccount(harness);
    const waiting = await stripe.setupIntents.create({
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      ...RETURN,
    });
    const changed = await stripe.setupIntents.update(waiting.id, { payment_method: 'pm_card_visa' });
    expect(changed).toMatchObject({ status: 'requires_confirmation', next_action: null });
    const canceled = await stripe.setupIntents.cancel(waiting.id, { cancellation_reason: 'duplicate' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'duplicate' });
    const { data } = await stripe.setupAttempts.list({ setup_intent: waiting.id });
    expect(data.map((attempt) => attempt.status)).toEqual(['abandoned']);
  });

  it('are listed only for an intent that exists', async () => {
    const { stripe } = newAccount(harness);
    const error = await refusalOf(stripe.setupAttempts.list({ setup_intent: 'seti_none' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'setup_intent' });
  });
});
