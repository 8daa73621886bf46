import { expect, it } from 'vitest';
import { running, sibling, waiting } from './changing';
import { describeResource, refusal, stripe } from './harness';

describeResource('subscription items', () => {
  it('are added with a debit for the rest of the period', async () => {
    const { subscription, price, half, customer } = await running();
    const other = await sibling(price, 1000);
    const added = await stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: other.id,
      quantity: 4,
      proration_date: half,
    });
    expect(added).toMatchObject({ quantity: 4, subscription: subscription.id });
    expect(await waiting(customer)).toEqual([2000]);
  });

  it('are changed, listed and read', async () => {
    const { subscription, item } = await running();
    const changed = await stripe.subscriptionItems.update(item, {
      quantity: 2,
      metadata: { team: 'red' },
      proration_behavior: 'none',
    });
    expect(changed).toMatchObject({ id: item, quantity: 2, metadata: { team: 'red' } });
    expect((await stripe.subscriptionItems.retrieve(item)).quantity).toBe(2);
    const page = await stripe.subscriptionItems.list({ subscription: subscription.id });
    expect(page.data.map(({ id }) => id)).toEqual([item]);
  });

  it('are set to one when their price changes without a quantity', async () => {
    const { item, price } = await running();
    await stripe.subscriptionItems.update(item, { quantity: 5, proration_behavior: 'none' });
    const other = await sibling(price, 1000);
    const changed = await stripe.subscriptionItems.update(item, {
      price: other.id,
      proration_behavior: 'none',
    });
    expect(changed.quantity).toBe(1);
  });

  it('are deleted, but not the last one', async () => {
    const { subscription, item, price } = await running();
    expect((await refusal(stripe.subscriptionItems.del(item))).statusCode).toBe(400);
    const other = await sibling(price, 1000);
    const added = await stripe.subscriptionItems.create({ subscription: subscription.id, price: other.id });
    expect(await stripe.subscriptionItems.del(added.id)).toMatchObject({ id: added.id, deleted: true });
  });
});
