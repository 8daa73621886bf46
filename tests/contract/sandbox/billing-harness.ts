import Stripe from 'stripe';
import type { SandboxOptions } from '../../../sandbox/start';
import { type Harness, PUBLISHABLE, SECRET, sdk, startHarness } from './kernel-harness';

/** A price list to sell from, in a fresh account. */
export interface Shop {
  harness: Harness;
  stripe: Stripe;
  pro: { product: string; monthly: string; yearly: string };
  team: { product: string; monthly: string };
  /** Seconds since 1970 by the shop's clock. */
  now(): number;
  wait(seconds: number): void;
  close(): Promise<void>;
}

/** Opens a sandbox whose clock moves only when told, with two products in four currencies. */
export async function openShop(options: Partial<SandboxOptions> = {}): Promise<Shop> {
  let now = Date.UTC(2026, 0, 31, 12) / 1000;
  const harness = await startHarness({ clock: { milliseconds: () => now * 1000 }, ...options });
  const { stripe } = harness;
  const pro = await stripe.products.create({ name: 'Pro' });
  const team = await stripe.products.create({ name: 'Team' });
  const price = async (product: string, amount: number, interval: 'month' | 'year') => {
    const made = await stripe.prices.create({
      product,
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval },
      currency_options: { eur: { unit_amount: amount - 100 }, jpy: { unit_amount: amount + 1000 } },
    });
    return made.id;
  };
  return {
    harness,
    stripe,
    pro: {
      product: pro.id,
      monthly: await price(pro.id, 2000, 'month'),
      yearly: await price(pro.id, 20_000, 'year'),
    },
    team: { product: team.id, monthly: await price(team.id, 1500, 'month') },
    now: () => now,
    wait: (seconds) => {
      now += seconds;
    },
    close: () => harness.close(),
  };
}

/** A subscription that waits for its buyer, with its invoice at hand. */
export interface Waiting {
  subscription: Stripe.Subscription;
  invoice: Stripe.Invoice;
  clientSecret: string;
  intentId: string;
}

type Extra = Omit<Stripe.SubscriptionCreateParams, 'customer' | 'items'>;

/** Creates a subscription the way a checkout page does, without expecting any particular outcome. */
export function subscribe(
  shop: Shop,
  customer: string,
  items: Stripe.SubscriptionCreateParams.Item[],
  extra: Extra = {},
) {
  return shop.stripe.subscriptions.create({
    customer,
    items,
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments', 'pending_setup_intent'],
    ...extra,
  });
}

/** The same, for a subscription that must now wait for its first payment. */
export async function subscribeWaiting(
  shop: Shop,
  customer: string,
  items: Stripe.SubscriptionCreateParams.Item[],
  extra: Extra = {},
): Promise<Waiting> {
  const subscription = await subscribe(shop, customer, items, extra);
  const invoice = invoiceOf(subscription);
  const clientSecret = invoice.confirmation_secret?.client_secret;
  const intentId = invoice.payments?.data[0]?.payment.payment_intent;
  if (clientSecret === undefined || typeof intentId !== 'string')
    throw new Error('The invoice asks for no payment.');
  return { subscription, invoice, clientSecret, intentId };
}

/** The expanded latest invoice. */
export function invoiceOf(subscription: Stripe.Subscription): Stripe.Invoice {
  const invoice = subscription.latest_invoice;
  if (invoice === null || typeof invoice === 'string') throw new Error('latest_invoice was not expanded.');
  return invoice;
}

/** The expanded pending setup intent. */
export function setupOf(subscription: Stripe.Subscription): Stripe.SetupIntent {
  const intent = subscription.pending_setup_intent;
  if (intent === null || typeof intent === 'string') throw new Error('There is no pending setup intent.');
  return intent;
}

/** Confirms as the browser does: with the publishable key and the client secret. */
export async function confirmInBrowser(shop: Shop, intent: string, clientSecret: string, method: string) {
  const kind = intent.startsWith('seti_') ? 'setup_intents' : 'payment_intents';
  const form = new URLSearchParams({ client_secret: clientSecret, payment_method: method }).toString();
  return shop.harness.send('POST', `/v1/${kind}/${intent}/confirm`, { form, key: PUBLISHABLE });
}

/** Ends a 3-D Secure challenge as its dialog does. */
export async function endChallenge(
  shop: Shop,
  intent: string,
  clientSecret: string,
  outcome: 'succeed' | 'fail',
) {
  const form = new URLSearchParams({ client_secret: clientSecret, outcome }).toString();
  return shop.harness.send('POST', `/elements/3ds/${intent}`, { form, key: PUBLISHABLE });
}

/** A new customer. */
export async function customer(shop: Shop, name = 'Ada'): Promise<string> {
  const made = await shop.stripe.customers.create({ name, email: `${name.toLowerCase()}@example.com` });
  return made.id;
}

/** A new customer who is charged with a card on file. */
export async function customerWithCard(shop: Shop, card = 'pm_card_visa'): Promise<string> {
  const id = await customer(shop);
  const method = await shop.stripe.paymentMethods.attach(card, { customer: id });
  await shop.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

/** The events since one, oldest first. */
export async function eventsSince(shop: Shop, marker: string | null): Promise<Stripe.Event[]> {
  const page = await shop.stripe.events.list({
    limit: 100,
    ...(marker === null ? {} : { ending_before: marker }),
  });
  return page.data.reverse();
}

/** A marker for `eventsSince`: the newest event there is. */
export async function newestEvent(shop: Shop): Promise<string | null> {
  const page = await shop.stripe.events.list({ limit: 1 });
  return page.data[0]?.id ?? null;
}

/** Runs something and answers the types of the events it caused, in order. */
export async function eventsOf(shop: Shop, work: () => Promise<unknown>): Promise<Stripe.Event[]> {
  const marker = await newestEvent(shop);
  await work();
  return eventsSince(shop, marker);
}

export const typesOf = (events: Stripe.Event[]) => events.map((event) => event.type);

/** A second account's SDK on the same sandbox. */
export const stranger = (shop: Shop) => sdk(shop.harness.url, `${SECRET}2`);

/** An open invoice over two lines, fifteen and five dollars. */
export async function openInvoice(
  shop: Shop,
  extra: Stripe.InvoiceCreateParams = {},
): Promise<Stripe.Invoice> {
  const buyer = await customerWithCard(shop);
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  for (const amount of [1500, 500]) {
    await shop.stripe.invoiceItems.create({
      customer: buyer,
      invoice: id,
      amount,
      description: `Part ${amount}`,
    });
  }
  return shop.stripe.invoices.finalizeInvoice(id, { expand: ['payments'] });
}
