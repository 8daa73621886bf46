import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, startHarness } from './kernel-harness';
import { NEVER, newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('a payment method', () => {
  it('does not follow its intent to another customer while its buyer is being asked', async () => {
    const { stripe, answer } = newAccount(harness);
    const owner = await stripe.customers.create();
    const other = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_authenticationRequired', {
      customer: owner.id,
    });
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer: owner.id,
      payment_method: method.id,
      setup_future_usage: 'off_session',
      confirm: true,
      ...NEVER,
    });
    expect(intent.status).toBe('requires_action');
    const refused = await refusalOf(stripe.paymentIntents.update(intent.id, { customer: other.id }));
    expect(refused.param).toBe('payment_method');
    await answer(intent, 'succeed');
    expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBe(owner.id);
  });

  it('does not follow a setup intent to another customer', async () => {
    const { stripe } = newAccount(harness);
    const owner = await stripe.customers.create();
    const other = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: owner.id });
    const intent = await stripe.setupIntents.create({ customer: owner.id, payment_method: method.id });
    const refused = await refusalOf(stripe.setupIntents.update(intent.id, { customer: other.id }));
    expect(refused.param).toBe('payment_method');
  });

  it('is not attached to a customer who was deleted in the meantime', async () => {
    const { stripe, answer } = newAccount(harness);
    const { id: customer } = await stripe.customers.create();
    const about = { amount: 1000, currency: 'usd', customer, setup_future_usage: 'off_session' } as const;
    const waiting = await stripe.paymentIntents.create(about);
    const asking = await stripe.paymentIntents.create({
      ...about,
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      ...NEVER,
    });
    await stripe.customers.del(customer);
    const refused = await refusalOf(
      stripe.paymentIntents.confirm(waiting.id, {
        payment_method: 'pm_card_visa',
        return_url: 'https://a.io',
      }),
    );
    expect(refused).toMatchObject({ code: 'resource_missing', param: 'customer' });
    expect((await answer(asking, 'succeed')).error.code).toBe('resource_missing');
  });
});

describe('an inquiry', () => {
  const asked = async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_createDisputeInquiry');
    const [dispute] = (await account.stripe.disputes.list({ payment_intent: intent.id })).data;
    if (!dispute) throw new Error('The card brings no inquiry.');
    const escalate = () =>
      account.stripe.disputes.update(dispute.id, {
        evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
      });
    const decided = async () => {
      const now = async () => account.stripe.disputes.retrieve(dispute.id);
      await eventually(async () => (await now()).status !== 'warning_under_review', 'the inquiry is decided');
      return now();
    };
    return { ...account, intent, escalate, decided };
  };

  it('that was refunded in full takes nothing once more', async () => {
    const { stripe, intent, escalate, decided } = await asked();
    await stripe.refunds.create({ payment_intent: intent.id });
    await escalate();
    expect(await decided()).toMatchObject({ status: 'warning_closed', balance_transactions: [] });
  });

  it('that was refunded in part takes what is left', async () => {
    const { stripe, intent, escalate, decided } = await asked();
    await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    await escalate();
    const dispute = await decided();
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 600 });
    expect(dispute.balance_transactions.map(({ amount }) => amount)).toEqual([-600]);
  });
});

describe('what is not of this world is refused', () => {
  it('a credit in a second currency, even when the balance is nothing', async () => {
    const { stripe } = newAccount(harness);
    const { id } = await stripe.customers.create({ balance: 100 });
    await stripe.customers.update(id, { balance: 0 });
    const move = stripe.customers.createBalanceTransaction(id, { amount: -1000, currency: 'jpy' });
    expect((await refusalOf(move)).param).toBe('currency');
    expect(await stripe.customers.retrieve(id)).toMatchObject({ balance: 0, currency: 'usd' });
  });

  it('a currency that no country has', async () => {
    const { stripe } = newAccount(harness);
    const refused = await refusalOf(stripe.paymentIntents.create({ amount: 1000, currency: 'xyz' }));
    expect(refused).toMatchObject({ statusCode: 400, param: 'currency' });
    expect(refused.message).toContain('Invalid currency: xyz');
  });

  it('a type of payment method that Stripe does not have', async () => {
    const { send } = harness;
    const form = 'amount=1000&currency=usd&excluded_payment_method_types[0]=cowries';
    const { error } = await send('POST', '/v1/payment_intents', { form });
    expect(error.param).toBe('excluded_payment_method_types[0]');
  });

  it('an address that no mail can be sent to', async () => {
    const { stripe } = newAccount(harness);
    const receipt = stripe.paymentIntents.create({ amount: 1000, currency: 'usd', receipt_email: 'nowhere' });
    expect(await refusalOf(receipt)).toMatchObject({ code: 'email_invalid', param: 'receipt_email' });
    const billing_details = { email: 'nowhere' };
    const card = stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' }, billing_details });
    expect(await refusalOf(card)).toMatchObject({ code: 'email_invalid', param: 'billing_details[email]' });
  });

  it('the payment method of a charge, to be expanded: Stripe declares it as an id alone', async () => {
    const { stripe, pay } = newAccount(harness);
    const charge = String((await pay('pm_card_visa')).latest_charge);
    const expanded = stripe.charges.retrieve(charge, { expand: ['payment_method'] });
    expect((await refusalOf(expanded)).param).toBe('expand');
  });

  it('the list of a customer that does not exist', async () => {
    const { stripe } = newAccount(harness);
    const page = { customer: 'cus_nobody' };
    for (const list of [
      stripe.paymentIntents.list(page),
      stripe.setupIntents.list(page),
      stripe.charges.list(page),
    ]) {
      expect(await refusalOf(list)).toMatchObject({ code: 'resource_missing', param: 'customer' });
    }
  });
});

describe('a balance transaction', () => {
  it('is as available when it is expanded as when it is retrieved', async () => {
    const ahead = { milliseconds: () => Date.now() - 10 * 86_400_000 };
    let shift = ahead.milliseconds;
    const old = await startHarness({ clock: { milliseconds: () => shift() } });
    const { stripe, pay } = newAccount(old);
    const intent = await pay('pm_card_visa', { expand: ['latest_charge.balance_transaction'] });
    expect(intent).toHaveProperty('latest_charge.balance_transaction.status', 'pending');
    shift = Date.now;
    const later = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(later).toHaveProperty('latest_charge.balance_transaction.status', 'available');
    await old.close();
  });
});
