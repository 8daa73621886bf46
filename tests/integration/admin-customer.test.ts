import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboardUrls } from '@/lib/payments/providers/stripe/dashboard-url';
import { syncObject } from '@/lib/payments/sync';
import { accept } from '@/lib/payments/webhooks/accept';
import { createTestPayments, type TestPayments } from '../support/payments';
import { providerEvent } from '../support/payments-context';
import { customerOf, idOf, subscribed } from '../support/subscribed';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

test('one customer with all that is theirs and what happened, in its order, and nothing of anybody else’s', async () => {
  const [userId, other] = [await world.createUser(), await world.createUser()];
  const subscription = await subscribed(world, userId);
  await subscribed(world, other);
  const customer = await customerOf(world, userId);
  const later = new Date(Date.now() + 60_000);
  const events = [
    providerEvent({ type: 'customer.subscription.updated', objectId: subscription.id, created: later }),
    providerEvent({
      type: 'invoice.paid',
      objectId: idOf(subscription.latest_invoice) ?? '',
      created: new Date(0),
    }),
    providerEvent({ type: 'invoice.paid', objectId: 'in_of_somebody_else', created: later }),
  ];
  for (const event of events) await accept(world.context, event);
  const invoice = await world.stripe.invoices.retrieve(idOf(subscription.latest_invoice) ?? '', {
    expand: ['payments'],
  });
  const payment = invoice.payments?.data[0]?.payment.payment_intent ?? null;
  await syncObject(world.context, 'customer', customer);
  await syncObject(world.context, 'invoice', invoice.id);
  await syncObject(world.context, 'payment', idOf(payment) ?? '');
  await syncObject(world.context, 'payment_method', idOf(subscription.default_payment_method) ?? '');
  await world.requests();
  const found = await world.payments.admin.customer(customer);
  expect(await world.requests()).toEqual([]);
  expect(found).toMatchObject({
    id: customer,
    userId,
    access: { plan: 'pro' },
    subscriptions: [{ id: subscription.id }],
    payments: [{ status: 'succeeded' }],
    invoices: [{ status: 'paid' }],
    paymentMethods: [{ last4: '4242' }],
    credits: 0,
    dashboardUrl: expect.stringContaining(`/objects/${customer}`),
  });
  const titles = found?.timeline.map(({ title }) => title) ?? [];
  expect(titles[0]).toBe('customer.subscription.updated');
  expect(titles.at(-1)).toBe('invoice.paid');
  expect(titles.slice(1, -1).sort()).toEqual(['Set up billing', 'Subscribe to Pro']);
});

test.each(['cus_none', '', '../..', '\u0000'])('%j is nobody', async (id) => {
  expect(await world.payments.admin.customer(id)).toBeNull();
});

test('an object is found in the dashboard of the mode that the key is of', () => {
  const live = dashboardUrls({ secretKey: 'sk_live_x', baseUrl: null });
  const trial = dashboardUrls({ secretKey: 'rk_test_x', baseUrl: null });
  const sandbox = dashboardUrls({ secretKey: 'sk_test_shop', baseUrl: 'http://127.0.0.1:12111' });
  expect(live('cus_1')).toBe('https://dashboard.stripe.com/customers/cus_1');
  expect(trial('sub_1')).toBe('https://dashboard.stripe.com/test/subscriptions/sub_1');
  expect(live('re_1')).toBe('https://dashboard.stripe.com/search?query=re_1');
  expect(sandbox('pi_1')).toBe('http://127.0.0.1:12111/dashboard/accounts/shop/objects/pi_1');
});
