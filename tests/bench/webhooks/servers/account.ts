import Stripe from 'stripe';

/** The account's own SDK client, to be the shop and its buyers. */
export function accountAt(sandboxUrl: string): Stripe {
  const { hostname, port } = new URL(sandboxUrl);
  return new Stripe('sk_test_bench', { host: hostname, port, protocol: 'http', telemetry: false });
}

export async function createPrice(stripe: Stripe): Promise<string> {
  const { id } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2_000,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  });
  return id;
}

/** A customer with a card who subscribes. */
export async function subscribe(stripe: Stripe, price: string): Promise<Stripe.Subscription> {
  const { id: customer } = await stripe.customers.create({
    name: 'Ada Lovelace',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  return stripe.subscriptions.create({ customer, items: [{ price }] });
}
