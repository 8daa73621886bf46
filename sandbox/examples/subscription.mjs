// Three months of a customer's life in two seconds: subscribes, renews twice, fails, recovers, is refunded.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';

const port = process.env.SANDBOX_PORT ?? 12111;
const stripe = new Stripe('sk_test_example', { protocol: 'http', host: '127.0.0.1', port });
const [url, enabled_events] = ['http://127.0.0.1:4242', ['*']];
const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events });
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const event = stripe.webhooks.constructEvent(body, request.headers['stripe-signature'], endpoint.secret);
  if (/^(invoice|customer.subscription|charge)\./.test(event.type)) console.log('   webhook', event.type);
  response.end();
}).listen(4242);
const clock = await stripe.testHelpers.testClocks.create({ frozen_time: Date.UTC(2027, 0, 10) / 1000 });
async function goTo(month) {
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: Date.UTC(2027, month, 10, 2) / 1000 });
  while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready') await sleep(50);
  await sleep(200).then(() => tell(`month ${month}`));
}
const tell = async (when) => console.log(when, (await stripe.subscriptions.retrieve(subscription.id)).status);
const [recurring, product_data] = [{ interval: 'month' }, { name: 'Pro' }];
const price = await stripe.prices.create({ currency: 'usd', unit_amount: 2000, recurring, product_data });
const customer = (await stripe.customers.create({ test_clock: clock.id })).id;
const card = (await stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
const order = { customer, items: [{ price: price.id }], default_payment_method: card };
const subscription = await stripe.subscriptions.create(order);
await goTo(1);
await goTo(2);
const failing = (await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })).id;
await stripe.subscriptions.update(subscription.id, { default_payment_method: failing });
await goTo(3);
const [owed] = (await stripe.invoices.list({ customer, status: 'open' })).data;
await stripe.invoices.pay(owed.id, { payment_method: card });
await tell('paid with the good card');
const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
console.log('refund', (await stripe.refunds.create({ charge: charge.id })).status);
await sleep(500).then(() => stripe.webhookEndpoints.del(endpoint.id));
server.close();
