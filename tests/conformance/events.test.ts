import { expect, it } from 'vitest';
import { anyCustomer, describeResource, refusal, stripe, uniqueName } from './harness';

/** The events about one customer, newest first. */
async function eventsOf(customer: string) {
  const { data } = await stripe.events.list({ type: 'customer.*', limit: 100 });
  return data.filter((event) => 'id' in event.data.object && event.data.object.id === customer);
}

describeResource('events', () => {
  it('tell what happened, which request caused it, and the object as it was then', async () => {
    const idempotencyKey = uniqueName();
    const customer = await stripe.customers.create({ name: 'Before' }, { idempotencyKey });
    await stripe.customers.update(customer.id, { name: 'After' });
    const [updated, created] = await eventsOf(customer.id);
    expect(created).toMatchObject({
      object: 'event',
      type: 'customer.created',
      livemode: false,
      request: { id: customer.lastResponse.requestId, idempotency_key: idempotencyKey },
      data: { object: { id: customer.id, object: 'customer', name: 'Before' } },
    });
    expect(created?.data.previous_attributes).toBeUndefined();
    expect(updated).toMatchObject({
      type: 'customer.updated',
      data: { object: { name: 'After' }, previous_attributes: { name: 'Before' } },
    });
  });

  it('hold of previous attributes only what changed', async () => {
    const { id } = await anyCustomer({ metadata: { kept: '1', changed: '1' } });
    await stripe.customers.update(id, { metadata: { changed: '2' } });
    const [updated] = await eventsOf(id);
    expect(updated?.data.previous_attributes).toEqual({ metadata: { changed: '1' } });
  });

  it('are retrieved by their id', async () => {
    const { id } = await anyCustomer();
    const [listed] = await eventsOf(id);
    const event = await stripe.events.retrieve(listed?.id ?? '');
    expect(event).toMatchObject({ id: listed?.id, type: 'customer.created', created: listed?.created });
  });

  it('are listed by several types', async () => {
    const { id } = await anyCustomer();
    await stripe.customers.del(id);
    const { data } = await stripe.events.list({ types: ['customer.deleted', 'customer.created'], limit: 20 });
    const types = new Set(data.map((event) => event.type));
    expect([...types].sort()).toEqual(['customer.created', 'customer.deleted']);
  });

  it('are not listed by `type` and `types` at once', async () => {
    const error = await refusal(
      stripe.events.list({ type: 'customer.created', types: ['customer.deleted'] }),
    );
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('are not found under an id that there is not', async () => {
    const error = await refusal(stripe.events.retrieve('evt_unknown'));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});
