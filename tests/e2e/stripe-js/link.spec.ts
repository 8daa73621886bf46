import { expect, type Page } from '@playwright/test';
import { test } from './shop';

/** Puts a payment frame into the page by hand, with the host it is told, and collects what it says to the page. */
async function greetings(page: Page, address: string): Promise<unknown[]> {
  return page.evaluate(async (address) => {
    const heard: unknown[] = [];
    window.addEventListener('message', (event) => heard.push(event.data));
    const frame = document.createElement('iframe');
    frame.src = address;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return heard;
  }, address);
}

test.describe('the link between page and frame', () => {
  test('a frame greets the page that embeds it, and no other name for it', async ({ page, shop }) => {
    await page.goto(shop.url);
    const frame = `${shop.sandboxUrl}/elements/payment#host=`;
    expect(await greetings(page, frame + encodeURIComponent(shop.url))).toEqual(['sandbox-elements:hello']);
    expect(await greetings(page, `${frame}https%3A%2F%2Felsewhere.example`)).toEqual([]);
    expect(await greetings(page, `${frame}nonsense`)).toEqual([]);
    expect(await greetings(page, `${shop.sandboxUrl}/elements/payment`)).toEqual([]);
  });

  test('a greeting from elsewhere gets no channel', async ({ page, shop }) => {
    await shop.open();
    const heard = await page.evaluate(async () => {
      const ports: number[] = [];
      window.addEventListener('message', (event) => ports.push(event.ports.length));
      window.postMessage('sandbox-elements:hello', '*');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return ports;
    });
    expect(heard).toEqual([0]);
  });

  test('a frame that does not load is reported, and nothing waits for it for good', async ({
    page,
    shop,
  }) => {
    await page.goto(shop.url);
    await page.route('**/elements/payment', (route) => route.abort());
    const told = await page.evaluate(async (key) => {
      const elements = window.Stripe?.(key).elements({ mode: 'setup' });
      const element = elements?.create('payment');
      const failure = new Promise<string>((resolve) => {
        element?.on('loaderror', ({ error }) => resolve(error.type));
      });
      element?.mount('#card');
      const submitted = elements?.submit();
      return [await failure, (await submitted)?.error?.type];
    }, shop.key);
    expect(told).toEqual(['api_connection_error', 'api_connection_error']);
  });

  test('an element that is moved while it pays says that it does not know how that ended', async ({
    page,
    shop,
  }) => {
    const frame = await shop.open();
    await shop.fillCard('4242 4242 4242 4242');
    const clientSecret = await shop.intent();
    const sent = page.waitForRequest('**/confirm');
    await page.route('**/confirm', () => undefined);
    const paying = shop.pay(clientSecret);
    await sent;
    await page.evaluate(() => document.body.append(document.querySelector('#card') ?? ''));
    expect((await paying).error?.type).toBe('api_connection_error');
    await expect(frame.getByLabel('Card number')).toHaveValue('');
  });

  test('a challenge that does not load does not lock the page', async ({ page, shop }) => {
    await shop.open();
    await shop.fillCard('4000 0027 6000 3184');
    await page.route('**/elements/challenge', (route) => route.abort());
    const { error } = await shop.pay(await shop.intent());
    expect(error?.code).toBe('payment_intent_authentication_failure');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
