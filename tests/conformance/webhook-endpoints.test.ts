import type Stripe from 'stripe';
import { afterEach, expect, it } from 'vitest';
import { describeResource, refusal, stripe } from './harness';

// An account may have 16 endpoints only: each test takes its own away.
const made: string[] = [];
afterEach(async () => {
  for (const id of made.splice(0)) await stripe.webhookEndpoints.del(id);
});

async function endpoint(extra: Partial<Stripe.WebhookEndpointCreateParams> = {}) {
  const created = await stripe.webhookEndpoints.create({
    url: 'https://example.com/conformance',
    enabled_events: ['invoice.paid', 'customer.subscription.updated'],
    ...extra,
  });
  made.push(created.id);
  return created;
}

describeResource('webhook endpoints', () => {
  it('are created enabled, with the secret shown this once', async () => {
    const created = await endpoint({ description: 'Billing', metadata: { team: 'billing' } });
    expect(created).toMatchObject({
      object: 'webhook_endpoint',
      status: 'enabled',
      url: 'https://example.com/conformance',
      enabled_events: ['invoice.paid', 'customer.subscription.updated'],
      description: 'Billing',
      metadata: { team: 'billing' },
      application: null,
      livemode: false,
    });
    expect(created.secret).toMatch(/^whsec_/);
    const read = await stripe.webhookEndpoints.retrieve(created.id);
    expect(read.id).toBe(created.id);
    expect(read.secret).toBeUndefined();
  });

  it('follow the version of the account unless one is given', async () => {
    expect((await endpoint()).api_version).toBeNull();
    const pinned = await endpoint({ api_version: '2025-03-31.basil' });
    expect(pinned.api_version).toBe('2025-03-31.basil');
  });

  it('take all events by a star', async () => {
    expect((await endpoint({ enabled_events: ['*'] })).enabled_events).toEqual(['*']);
  });

  it('are changed, disabled and enabled again', async () => {
    const { id } = await endpoint();
    const changed = await stripe.webhookEndpoints.update(id, {
      url: 'https://example.com/elsewhere',
      enabled_events: ['charge.refunded'],
      metadata: { team: 'core' },
      disabled: true,
    });
    expect(changed).toMatchObject({
      url: 'https://example.com/elsewhere',
      enabled_events: ['charge.refunded'],
      metadata: { team: 'core' },
      status: 'disabled',
    });
    const enabled = await stripe.webhookEndpoints.update(id, { disabled: false });
    expect(enabled.status).toBe('enabled');
  });

  it('are listed, and gone once deleted', async () => {
    const { id } = await endpoint();
    const listed = await stripe.webhookEndpoints.list({ limit: 100 });
    expect(listed.data.map((one) => one.id)).toContain(id);
    made.length = 0;
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({
      id,
      object: 'webhook_endpoint',
      deleted: true,
    });
    const error = await refusal(stripe.webhookEndpoints.retrieve(id));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  it('need an address that is one', async () => {
    const error = await refusal(endpoint({ url: 'nowhere' }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param: 'url' });
  });

  it('refuse a type of event that there is not', async () => {
    const unknown = { url: 'https://example.com/x', enabled_events: ['customer.exploded'] };
    const error = await refusal(stripe.rawRequest('POST', '/v1/webhook_endpoints', unknown));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect(error.param).toMatch(/^enabled_events/);
  });
});
