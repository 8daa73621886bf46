import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { customerOf, subscribed } from '../../support/subscribed';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

test('the same tax id, written as on its certificate, is left as it is', async () => {
  const userId = await world.createUser();
  await subscribed(world, userId);
  const customer = await customerOf(world, userId);
  const { id } = await world.stripe.customers.createTaxId(customer, {
    type: 'ch_vat',
    value: 'CHE-123.456.789 MWST',
  });
  const outcome = await world.payments.setTaxId(userId, { type: 'ch_vat', value: 'CHE123456789MWST' });
  expect(outcome.kind).toBe('done');
  const { data } = await world.stripe.customers.listTaxIds(customer);
  expect(data.map((taxId) => taxId.id)).toEqual([id]);
});
