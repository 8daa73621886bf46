import { randomBytes } from 'node:crypto';
import { test as base, type FrameLocator, type Page } from '@playwright/test';
import type {
  StripeElements,
  StripeElementsOptions,
  Stripe as StripeJs,
  StripePaymentElement,
} from '@stripe/stripe-js';
import Stripe from 'stripe';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { type ShopPage, serveShop } from './shop-page';

declare global {
  interface Window {
    shop: { stripe: StripeJs; elements: StripeElements; element: StripePaymentElement; events: string[] };
  }
}

/** What the page got to know of a confirmation. */
export interface Outcome {
  status?: string | undefined;
  error?: {
    type: string;
    code?: string | undefined;
    decline_code?: string | undefined;
    message?: string | undefined;
    intent?: string | undefined;
  };
}

/** A shop of its own for each worker, beside a sandbox whose events go nowhere: nothing else is disturbed. */
interface Fixtures {
  shop: Shop;
}

interface WorkerFixtures {
  sandbox: TestSandbox;
  pages: ShopPage;
}

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
  pages: [
    async ({ sandbox }, use) => {
      const pages = await serveShop(sandbox.url);
      await use(pages);
      await pages.close();
    },
    { scope: 'worker' },
  ],
  shop: async ({ page, sandbox, pages }, use) => {
    await use(new Shop(page, sandbox.url, pages));
  },
});

/** One page of the shop with its account in the sandbox. */
export class Shop {
  readonly key: string;
  readonly server: Stripe;
  readonly url: string;
  readonly received: readonly string[];

  constructor(
    readonly page: Page,
    readonly sandboxUrl: string,
    pages: ShopPage,
  ) {
    const account = `shop${randomBytes(6).toString('hex')}`;
    const { hostname, port } = new URL(sandboxUrl);
    this.key = `pk_test_${account}`;
    const address = { host: hostname, port: Number(port), protocol: 'http' } as const;
    this.server = new Stripe(`sk_test_${account}`, { ...address, telemetry: false });
    this.url = pages.url;
    this.received = pages.received;
  }

  /** Opens the shop with a Payment Element and waits until it is ready. */
  async open(
    options: StripeElementsOptions = { mode: 'payment', amount: 2000, currency: 'usd' },
    address = '/',
  ): Promise<FrameLocator> {
    await this.page.goto(this.url + address);
    await this.page.evaluate(mountElement, { key: this.key, options });
    return this.fields();
  }

  fields(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure payment input frame"]');
  }

  challenge(): FrameLocator {
    return this.page.frameLocator('iframe[title="3D Secure authentication"]');
  }

  async fillCard(number: string, expiry = '12 / 34', cvc = '123'): Promise<void> {
    const frame = this.fields();
    await frame.getByLabel('Card number').fill(number);
    await frame.getByLabel('Expiration date').fill(expiry);
    await frame.getByLabel('Security code').fill(cvc);
  }

  /** The client secret of a new payment intent over $20. */
  async intent(params: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<string> {
    const created = await this.server.paymentIntents.create({ amount: 2000, currency: 'usd', ...params });
    return created.client_secret ?? '';
  }

  submit() {
    return this.page.evaluate(() => window.shop.elements.submit());
  }

  /** Submits and confirms, as a shop's button would. */
  pay(clientSecret: string, kind: 'payment' | 'setup' = 'payment'): Promise<Outcome> {
    return this.page.evaluate(submitAndConfirm, { clientSecret, kind });
  }
}

async function mountElement({
  key,
  options,
}: {
  key: string;
  options: StripeElementsOptions;
}): Promise<void> {
  if (!window.Stripe) throw new Error('The script did not set window.Stripe.');
  const stripe = window.Stripe(key, { locale: 'en' });
  const elements = options.mode ? stripe.elements(options) : stripe.elements(options);
  const element = elements.create('payment');
  const events: string[] = [];
  element.on('focus', () => events.push('focus'));
  element.on('blur', () => events.push('blur'));
  element.on('escape', () => events.push('escape'));
  element.on('change', (event) => events.push(`change empty=${event.empty} complete=${event.complete}`));
  const ready = new Promise((resolve) => element.on('ready', resolve));
  element.mount('#card');
  window.shop = { stripe, elements, element, events };
  await ready;
}

async function submitAndConfirm(order: {
  clientSecret: string;
  kind: 'payment' | 'setup';
}): Promise<Outcome> {
  const { stripe, elements } = window.shop;
  const { error: invalid } = await elements.submit();
  if (invalid) return { error: { type: invalid.type, code: invalid.code, message: invalid.message } };
  const options = {
    elements,
    clientSecret: order.clientSecret,
    redirect: 'if_required',
    confirmParams: {
      return_url: `${location.origin}/done`,
      payment_method_data: { billing_details: { name: 'Ada' } },
    },
  } as const;
  const result =
    order.kind === 'payment' ? await stripe.confirmPayment(options) : await stripe.confirmSetup(options);
  if (!result.error) {
    return { status: 'paymentIntent' in result ? result.paymentIntent?.status : result.setupIntent.status };
  }
  const { type, code, decline_code, message, payment_intent, setup_intent } = result.error;
  return {
    error: { type, code, decline_code, message, intent: payment_intent?.status ?? setup_intent?.status },
  };
}
