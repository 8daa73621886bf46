import { expect, it } from 'vitest';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

describeResource('customer balance transactions', () => {
  it('move the balance and tell what it is afterwards', async () => {
    const { id } = await anyCustomer();
    const credit = await stripe.customers.createBalanceTransaction(id, {
      amount: -500,
      currency: 'usd',
      description: 'a present',
    });
    expect(credit).toMatchObject({
      object: 'customer_balance_transaction',
      amount: -500,
      ending_balance: -500,
      type: 'adjustment',
      customer: id,
      invoice: null,
      credit_note: null,
    });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ balance: -500, currency: 'usd' });
  });

  it('are written for a balance that is set directly', async () => {
    const { id } = await anyCustomer();
    await stripe.customers.createBalanceTransaction(id, { amount: -500, currency: 'usd' });
    await stripe.customers.update(id, { balance: 200 });
    const { data } = await stripe.customers.listBalanceTransactions(id);
    expect(data.map((entry) => [entry.amount, entry.ending_balance])).toEqual([
      [700, 200],
      [-500, -500],
    ]);
  });

  it('keep all but description and metadata', async () => {
    const { id } = await anyCustomer();
    const made = await stripe.customers.createBalanceTransaction(id, { amount: 100, currency: 'usd' });
    const changed = await stripe.customers.updateBalanceTransaction(id, made.id, {
      description: 'owed',
      metadata: { a: '1' },
    });
    expect(changed).toMatchObject({ id: made.id, amount: 100, description: 'owed', metadata: { a: '1' } });
  });

  it('belong to their customer', async () => {
    const one = await anyCustomer();
    const other = await anyCustomer();
    const made = await stripe.customers.createBalanceTransaction(one.id, { amount: 100, currency: 'usd' });
    const strange = stripe.customers.retrieveBalanceTransaction(other.id, made.id);
    expect(await refusal(strange)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});
