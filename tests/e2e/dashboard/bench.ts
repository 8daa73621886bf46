import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { test as base, type Page } from '@playwright/test';
import Stripe from 'stripe';
import { startSandbox, type TestSandbox } from '../../support/sandbox';

/** An account of its own in a sandbox of the worker's own, with somebody who listens to its webhooks. */
export interface Account {
  name: string;
  stripe: Stripe;
  sandbox: TestSandbox;
  /** The statuses that webhooks are answered with, one after the other; then 200. */
  answers: number[];
  /** Resolves with the next webhook as it came. */
  nextDelivery(): Promise<Heard>;
  open(page: Page, path?: string): Promise<void>;
}

interface Heard {
  signature: string;
  body: string;
}

interface Fixtures {
  account: Account;
}

interface WorkerFixtures {
  sandbox: TestSandbox;
}

let accounts = 0;

export const test = base.extend<Fixtures, WorkerFixtures>({
  // Recording every frame of every step took a third of the time; a failure still has its screenshot and its page.
  trace: ['off', { scope: 'worker' }],
  sandbox: [
    // Playwright reads the pattern to know what a fixture needs.
    async ({}, use) => {
      const sandbox = await startSandbox();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],
  account: async ({ sandbox }, use) => {
    accounts += 1;
    const name = `dashboard${accounts}`;
    const { hostname, port } = new URL(sandbox.url);
    const stripe = new Stripe(`sk_test_${name}`, { host: hostname, port: Number(port), protocol: 'http' });
    const answers: number[] = [];
    let waiting: ((heard: Heard) => void)[] = [];
    const listener = createServer(async (request, response) => {
      const heard = { signature: String(request.headers['stripe-signature']), body: await text(request) };
      for (const resolve of waiting) resolve(heard);
      waiting = [];
      response.writeHead(answers.shift() ?? 200).end('heard');
    });
    const url = await listen(listener);
    await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
    const open = async (page: Page, path = '') => {
      await page.goto(`${sandbox.url}/dashboard/accounts/${name}${path === '' ? '' : `/${path}`}`);
    };
    const nextDelivery = () => new Promise<Heard>((resolve) => waiting.push(resolve));
    await use({ name, stripe, sandbox, answers, nextDelivery, open });
    listener.close();
    // The sandbox is shared with the tests after this one, and lists every account's failures.
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  },
});

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(`http://127.0.0.1:${address.port}/`);
      else reject(new Error('The listener has no address.'));
    });
  });
}

/** Somebody who pays $20 a month, on a test clock or on the sandbox's own time. */
export async function subscribe(stripe: Stripe, clock?: string) {
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  });
  const customer = await stripe.customers.create({
    email: 'jenny@example.com',
    ...(clock === undefined ? {} : { test_clock: clock }),
  });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
  });
  return { customer, card, subscription };
}
