import { expect, it } from 'vitest';
import { latestOf, running, sibling } from './changing';
import { anyCustomer, cardCustomer, describeResource, monthlyPrice, refusal, stripe } from './harness';

describeResource('subscriptions', () => {
  it('are active at once when the card pays, and incomplete when the buyer is to', async () => {
    const price = await monthlyPrice();
    const items = [{ price: price.id }];
    const paid = await stripe.subscriptions.create({ customer: (await cardCustomer()).id, items });
    expect(paid).toMatchObject({ status: 'active', billing_mode: { type: 'flexible' }, cancel_at: null });
    expect(await latestOf(paid)).toMatchObject({ status: 'paid', billing_reason: 'subscription_create' });
    const waiting = await stripe.subscriptions.create({
      customer: (await anyCustomer()).id,
      items,
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(waiting.status).toBe('incomplete');
    expect(waiting).toHaveProperty('latest_invoice.confirmation_secret.client_secret');
  });

  it('end with their period when asked to, and go on when asked again', async () => {
    const { subscription, end } = await running();
    const ending = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({ status: 'active', cancel_at: end, cancel_at_period_end: true });
    expect(ending.cancellation_details?.reason).toBe('cancellation_requested');
    const going = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(going).toMatchObject({ cancel_at: null, canceled_at: null, cancel_at_period_end: false });
  });

  it('end a trial at once', async () => {
    const { subscription, end, time } = await running({ trial_period_days: 90 });
    expect(subscription).toMatchObject({ status: 'trialing' });
    expect(end).toBe(subscription.trial_end);
    await time.advance(subscription.start_date + 3600);
    const active = await stripe.subscriptions.update(subscription.id, { trial_end: 'now' });
    expect(active.status).toBe('active');
    expect(await latestOf(active)).toMatchObject({ total: 2000, status: 'paid' });
  });

  it('fall past due when the card refuses a change that is invoiced at once', async () => {
    const { subscription, item, half } = await running();
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: String(subscription.customer),
    });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 3 }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    expect(changed.status).toBe('past_due');
    expect(changed.items.data[0]?.quantity).toBe(3);
  });

  it('keep a change pending until it is paid for', async () => {
    const { subscription, item, half } = await running();
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: String(subscription.customer),
    });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
    const pending = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 3 }],
      payment_behavior: 'pending_if_incomplete',
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    expect(pending.status).toBe('active');
    expect(pending.items.data[0]?.quantity).toBe(1);
    expect(pending.pending_update?.subscription_items?.[0]?.quantity).toBe(3);
    const card = await stripe.paymentMethods.attach('pm_card_visa', {
      customer: String(subscription.customer),
    });
    const invoice = await latestOf(pending);
    await stripe.invoices.pay(invoice.id ?? '', { payment_method: card.id });
    const applied = await stripe.subscriptions.retrieve(subscription.id);
    expect(applied.pending_update).toBeNull();
    expect(applied.items.data[0]?.quantity).toBe(3);
  });

  it('refuse a change with error_if_incomplete and stay as they were', async () => {
    const { subscription, item } = await running();
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: String(subscription.customer),
    });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
    const refused = await refusal(
      stripe.subscriptions.update(subscription.id, {
        items: [{ id: item, quantity: 3 }],
        payment_behavior: 'error_if_incomplete',
        proration_behavior: 'always_invoice',
      }),
    );
    expect(refused).toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.quantity).toBe(1);
  });

  it('bill once what is added to their first invoice', async () => {
    const { price } = await running();
    const once = await stripe.prices.create({
      product: String(price.product),
      currency: 'usd',
      unit_amount: 500,
    });
    const made = await stripe.subscriptions.create({
      customer: (await cardCustomer()).id,
      items: [{ price: price.id }],
      add_invoice_items: [{ price: once.id }],
    });
    expect((await latestOf(made)).total).toBe(2500);
  });

  it('send their invoices when asked to', async () => {
    const { price } = await running();
    const made = await stripe.subscriptions.create({
      customer: (await anyCustomer()).id,
      items: [{ price: price.id }],
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    expect(made).toMatchObject({ status: 'active', days_until_due: 14 });
    expect(await latestOf(made)).toMatchObject({ status: 'draft', collection_method: 'send_invoice' });
  });

  it('give back the rest of the period when they are canceled so', async () => {
    const { subscription, time, half, customer } = await running();
    await time.advance(half);
    const canceled = await stripe.subscriptions.cancel(subscription.id, { invoice_now: true, prorate: true });
    expect(canceled.status).toBe('canceled');
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 });
  });

  it('name their items in what they refuse', async () => {
    const { subscription, item, price } = await running();
    const other = await sibling(price, 100);
    await stripe.prices.update(other.id, { active: false });
    const inactive = await refusal(
      stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: other.id }] }),
    );
    expect(inactive).toMatchObject({ statusCode: 400, param: 'items[0][price]' });
    const none = await refusal(
      stripe.subscriptions.update(subscription.id, { items: [{ id: item, deleted: true }] }),
    );
    expect(none.statusCode).toBe(400);
  });
});
