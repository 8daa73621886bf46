import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { idOf, secondCard, subscribed } from '../../support/subscribed';

const ROUNDS = 12;

let world: TestPayments;
let tabs: readonly [PaymentService, PaymentService];
beforeAll(async () => {
  world = await createTestPayments();
  tabs = [createPayments(world.anotherContext()), createPayments(world.anotherContext())];
});
afterAll(() => world.close());

test('made the default in one tab and removed in another: never charged to a card that is gone', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const userId = await world.createUser();
    const { id, customer } = await subscribed(world, userId);
    const card = await secondCard(world, idOf(customer) ?? '');
    const acts = [
      () => tabs[0].setDefaultPaymentMethod(userId, card),
      () => tabs[1].removePaymentMethod(userId, card),
    ];
    const outcomes = await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()));
    expect(outcomes.filter(({ kind }) => kind !== 'done' && kind !== 'refused')).toEqual([]);
    const { default_payment_method } = await world.stripe.subscriptions.retrieve(id);
    const charged = await world.stripe.paymentMethods.retrieve(idOf(default_payment_method) ?? '');
    expect(idOf(charged.customer), `round ${round}`).toBe(idOf(customer));
  }
});
