import { type BrowserContext, type BrowserContextOptions, test as base, expect } from '@playwright/test';
import { Books } from './books';
import { type Buyer, createBuyer, signIn } from './buyer';
import { CheckoutPage } from './checkout-page';
import { Sandbox } from './sandbox';
import { settings } from './settings';
import { Traffic } from './traffic';
import { takeTurn } from './turn';

type Options = {
  /** Run while no other test does. */
  alone: boolean;
  /** Hosts beside this machine's own that the browser may ask for something. */
  allowedHosts: readonly string[];
};

type Tools = {
  turn: undefined;
  traffic: Traffic;
  /** Another browser window that shares nothing with the first: no cookies, no memory. */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A new user, signed in. */
  buyer: Buyer;
  checkout: CheckoutPage;
};

type Lasting = { sandbox: Sandbox; books: Books };

const PATIENCE = 600_000;

export const test = base.extend<Options & Tools, Lasting>({
  alone: [false, { option: true }],
  allowedHosts: [[], { option: true }],
  sandbox: [async ({}, use) => use(new Sandbox()), { scope: 'worker' }],
  books: [
    async ({}, use) => {
      const books = new Books();
      await use(books);
      await books.close();
    },
    { scope: 'worker' },
  ],
  // Waiting for one's turn is not the test's own time.
  turn: [
    async ({ alone, sandbox }, use) => {
      const giveBack = await takeTurn(alone);
      await use(undefined);
      if (alone) await sandbox.webhooks('deliver');
      await giveBack();
    },
    { auto: true, timeout: PATIENCE },
  ],
  traffic: [
    async ({ allowedHosts }, use) => {
      const traffic = new Traffic();
      await use(traffic);
      expect(traffic.elsewhere(allowedHosts), 'requests that left this machine').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, traffic }, use) => {
    traffic.watch(context);
    await use(context);
  },
  anotherBrowser: async ({ browser, traffic }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: settings.BASE_URL, ...options });
      contexts.push(context);
      traffic.watch(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
  buyer: async ({ context, books }, use) => {
    const buyer = await createBuyer(books);
    await signIn(context, buyer.id);
    await use(buyer);
  },
  checkout: async ({ page }, use) => use(new CheckoutPage(page)),
});

export { expect };
