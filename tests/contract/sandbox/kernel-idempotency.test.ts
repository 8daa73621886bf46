import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
let seconds = 1_800_000_000;
beforeAll(async () => {
  harness = await startHarness({ clock: { milliseconds: () => seconds * 1000 } });
});
afterAll(() => harness.close());

const post = (key: string, form: string, path = '/v1/customers') =>
  harness.send('POST', path, { form, headers: { 'idempotency-key': key } });

describe('idempotent requests', () => {
  it('replays the first answer and says so', async () => {
    const first = await post('replay', 'email=a@example.com');
    const again = await post('replay', 'email=a@example.com');
    expect(again.body).toEqual(first.body);
    expect(first.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(first.headers.get('idempotency-key')).toBe('replay');
    expect(first.headers.get('stripe-should-retry')).toBe('false');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
  });

  it('answers the stored past, not the present', async () => {
    const first = await post('past', 'name=Before');
    await harness.stripe.customers.update(String(first.body.id), { name: 'After' });
    expect((await post('past', 'name=Before')).body.name).toBe('Before');
  });

  it('refuses other parameters and another path under the same key', async () => {
    await post('mismatch', 'email=a@example.com');
    const other = await post('mismatch', 'email=b@example.com');
    expect(other.status).toBe(400);
    expect(other.error).toMatchObject({
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using ' +
        "a key other than 'mismatch' if you meant to execute a different request.",
    });
    expect((await post('mismatch', 'email=a@example.com', '/v1/refunds')).error.type).toBe(
      'idempotency_error',
    );
    const options = { idempotencyKey: 'mismatch' };
    const error = await refusalOf(harness.stripe.customers.create({ email: 'c@example.com' }, options));
    expect(error.type).toBe('StripeIdempotencyError');
  });

  it('keeps declines, but not refused parameters', async () => {
    const form =
      'amount=500&currency=usd&confirm=true&off_session=true&payment_method=pm_card_chargeDeclined';
    const declined = await post('declined', form, '/v1/payment_intents');
    expect(declined.status).toBe(402);
    expect(declined.headers.get('stripe-should-retry')).toBe('false');
    const again = await post('declined', form, '/v1/payment_intents');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(declined.body);
    const invalid = await post('invalid', 'balance=x');
    expect(invalid.status).toBe(400);
    expect(invalid.headers.get('stripe-should-retry')).toBeNull();
    expect((await post('invalid', 'balance=1')).status).toBe(200);
    expect((await post('missing', 'customer=cus_x', '/v1/payment_methods/pm_x/attach')).status).toBe(404);
    expect((await post('missing', 'email=x@example.com')).status).toBe(200);
  });

  it('makes one customer of fifty requests at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => post('crowd', 'email=crowd@example.com')),
    );
    const made = replies.filter((reply) => reply.status === 200);
    expect(new Set(made.map((reply) => reply.body.id)).size).toBe(1);
    const list = await harness.stripe.customers.list({ email: 'crowd@example.com' });
    expect(list.data).toHaveLength(1);
  });

  it('forgets a key after 24 hours', async () => {
    const first = await post('day', 'email=a@example.com');
    seconds += 24 * 3600 - 1;
    expect((await post('day', 'email=a@example.com')).body.id).toBe(first.body.id);
    seconds += 1;
    const later = await post('day', 'email=a@example.com');
    expect(later.body.id).not.toBe(first.body.id);
    expect(later.headers.get('idempotent-replayed')).toBeNull();
  });

  it('ignores a key on reading', async () => {
    const headers = { 'idempotency-key': 'read' };
    const before = await harness.send('GET', '/v1/customers?limit=1', { headers });
    const made = await harness.stripe.customers.create({});
    const after = await harness.send('GET', '/v1/customers?limit=1', { headers });
    expect(after.body).not.toEqual(before.body);
    expect(JSON.stringify(after.body)).toContain(made.id);
  });
});

describe('a restart', () => {
  it('remembers objects, keys and the order of things', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sandbox-restart-'));
    const first = await startHarness({ data });
    const headers = { 'idempotency-key': 'lasting' };
    const made = await first.send('POST', '/v1/customers', { form: 'email=one@example.com', headers });
    await first.stripe.customers.create({ email: 'two@example.com' });
    await first.close();
    const second = await startHarness({ data });
    const again = await second.send('POST', '/v1/customers', { form: 'email=one@example.com', headers });
    expect(again.body).toEqual(made.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const list = await second.stripe.customers.list();
    expect(list.data.map((item) => item.email)).toEqual(['two@example.com', 'one@example.com']);
    expect((await second.stripe.events.list()).data.map((event) => event.type)).toEqual([
      'customer.created',
      'customer.created',
    ]);
    await second.close();
    rmSync(data, { recursive: true });
  });
});
