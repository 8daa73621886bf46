import { expect, it } from 'vitest';
import {
  anyCustomer,
  cardCustomer,
  describeResource,
  monthlyPrice,
  onClock,
  refusal,
  stripe,
} from './harness';

const START = Date.UTC(2027, 0, 15, 9) / 1000;
const DAY = 86_400;

describeResource('test clocks', () => {
  it('are ready at their frozen time', async () => {
    const { clock } = await onClock(START);
    expect(clock).toMatchObject({
      object: 'test_helpers.test_clock',
      frozen_time: START,
      status: 'ready',
      livemode: false,
    });
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({ id: clock.id });
  });

  it('advance to the time they are given', async () => {
    const { advance } = await onClock(START);
    expect(await advance(START + DAY)).toMatchObject({ frozen_time: START + DAY, status: 'ready' });
  });

  it('answer that they are advancing', async () => {
    const { clock } = await onClock(START);
    const answer = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START + DAY });
    expect(answer.status).toBe('advancing');
    expect(answer.status_details.advancing?.target_frozen_time).toBe(START + DAY);
    await expect
      .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status, { timeout: 60_000 })
      .toBe('ready');
  });

  it('do not go back', async () => {
    const { clock } = await onClock(START);
    const error = await refusal(stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START - 1 }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('do not go further than two intervals of a subscription at once', async () => {
    const { clock } = await onClock(START);
    const customer = await cardCustomer('pm_card_visa', { test_clock: clock.id });
    const price = await monthlyPrice();
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const far = { frozen_time: START + 70 * DAY };
    const error = await refusal(stripe.testHelpers.testClocks.advance(clock.id, far));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('govern the time of their customers', async () => {
    const { clock } = await onClock(START);
    const customer = await anyCustomer({ test_clock: clock.id });
    expect(customer).toMatchObject({ test_clock: clock.id, created: START });
    const listed = await stripe.customers.list({ test_clock: clock.id });
    expect(listed.data.map(({ id }) => id)).toEqual([customer.id]);
  });

  it('must exist', async () => {
    const error = await refusal(stripe.testHelpers.testClocks.retrieve('clock_nobody'));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});
