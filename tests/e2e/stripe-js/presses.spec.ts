import { expect, type Page } from '@playwright/test';
import { frameOf, mount, told } from './mount';
import { test } from './shop';

/** From a finger's or a button's going down to its coming up, a slow one. */
const PRESS_MS = 250;
const RATES = [
  { id: 'slow', displayName: 'Standard', amount: 0 },
  { id: 'fast', displayName: 'Express', amount: 1000 },
];

/** Counts the clicks that reach the shop's button. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    window.told = [];
    const note = () => window.told.push({ element: '', event: 'pressed', detail: {} });
    document.getElementById('pay')?.addEventListener('click', note);
  });
  return async () => (await told(page, 'pressed')).length;
}

async function placeOfButton(page: Page): Promise<number> {
  return (await page.getByRole('button', { name: 'Pay' }).boundingBox())?.y ?? 0;
}

/** Opens a wallet whose page takes until `answerPage` to work out what a change means. */
async function openSlowWallet(page: Page, shop: Parameters<typeof mount>[1]) {
  const options = { shippingAddressRequired: true, shippingRates: RATES };
  await mount(page, shop, [{ type: 'expressCheckout', options }]);
  await page.evaluate(() => {
    const element = window.mounted.expressCheckout;
    const answers: (() => void)[] = [];
    const note = (event: string, detail: object = {}) =>
      window.told.push({ element: 'expressCheckout', event, detail: { ...detail } });
    document.addEventListener('answer', () => answers.shift()?.());
    element?.on('shippingaddresschange', ({ address, resolve, reject }) => {
      note('asked');
      answers.push(() => (address.country === 'JP' ? reject() : resolve()));
    });
    element?.on('confirm', ({ shippingAddress }) => note('confirm', shippingAddress));
  });
  await frameOf(page, 'expressCheckout').getByRole('button', { name: 'Apple Pay' }).click();
  const answerPage = async (count: number) => {
    await expect.poll(() => told(page, 'asked')).toHaveLength(count);
    await page.evaluate(() => document.dispatchEvent(new Event('answer')));
  };
  await answerPage(1);
  const wallet = page.frameLocator('iframe[title$="(sandbox)"]');
  const pay = wallet.getByRole('button', { name: 'Pay $20.00' });
  await expect(pay).toHaveAttribute('aria-disabled', 'false');
  return { wallet, pay, answerPage };
}

test.describe('a press', () => {
  test('on the page’s button is not lost to a message that comes as a field is left', async ({
    page,
    shop,
  }) => {
    const frame = await shop.open();
    const clicks = await countClicks(page);
    await shop.fillCard('4242 4242 4242 4242', '12 / 34', '1');
    const height = () => page.evaluate(() => document.querySelector('iframe')?.offsetHeight ?? 0);
    const before = await height();
    await page.getByRole('button', { name: 'Pay' }).hover();
    await page.mouse.down();
    await expect(frame.getByRole('alert').filter({ hasText: /incomplete/ })).toBeVisible();
    await page.waitForTimeout(PRESS_MS);
    await page.mouse.up();
    expect(await clicks()).toBe(1);
    await expect.poll(height).toBeGreaterThan(before);
  });

  test('on the page’s button finds it where it was as the messages go', async ({ page, shop }) => {
    const frame = await shop.open();
    const clear = await placeOfButton(page);
    expect(await shop.submit()).toMatchObject({ error: { code: 'incomplete_number' } });
    await expect.poll(() => placeOfButton(page)).toBeGreaterThan(clear);
    // Long enough for the frame to have its last word on how tall it is.
    await page.waitForTimeout(PRESS_MS);
    const told = await placeOfButton(page);
    await shop.fillCard('4242 4242 4242 4242');
    await expect(frame.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
    await page.waitForTimeout(PRESS_MS);
    expect(await placeOfButton(page)).toBe(told);
    await page.evaluate(() => window.shop.element.clear());
    await expect.poll(() => placeOfButton(page)).toBe(clear);
  });

  test('in a wallet pays nothing that the page is still working out, and nothing twice', async ({
    page,
    shop,
  }) => {
    const { wallet, pay, answerPage } = await openSlowWallet(page, shop);
    const shipTo = wallet.getByLabel('Ship to');
    await shipTo.focus();
    // In one breath, before the page can have heard of the choice.
    const isOff = await shipTo.evaluate((select) => {
      if (!(select instanceof HTMLSelectElement)) return null;
      select.value = 'DE';
      select.dispatchEvent(new Event('change'));
      const button = document.querySelector<HTMLElement>('.Button--primary');
      button?.click();
      return button?.getAttribute('aria-disabled');
    });
    expect(isOff).toBe('true');
    await answerPage(2);
    await expect(pay).toHaveAttribute('aria-disabled', 'false');
    expect(await told(page, 'confirm')).toEqual([]);
    await expect(shipTo).toBeFocused();
    await pay.evaluate((button) => {
      if (!(button instanceof HTMLElement)) return;
      button.click();
      button.click();
    });
    await expect.poll(() => told(page, 'confirm')).toHaveLength(1);
    await page.waitForTimeout(PRESS_MS);
    await expect.poll(() => told(page, 'confirm')).toMatchObject([{ address: { country: 'DE' } }]);
  });

  test('in a wallet finds its button where it was, whatever the sheet says meanwhile', async ({
    page,
    shop,
  }) => {
    const { wallet, pay, answerPage } = await openSlowWallet(page, shop);
    const places = async () => [await page.locator('dialog iframe').boundingBox(), await pay.boundingBox()];
    const before = await places();
    await wallet.getByLabel('Ship to').selectOption('DE');
    await expect(wallet.getByRole('alert')).toHaveText('Updating…');
    expect(await places()).toEqual(before);
    await answerPage(2);
    await expect(wallet.getByRole('alert')).toHaveText('');
    expect(await places()).toEqual(before);
    await wallet.getByLabel('Ship to').selectOption('JP');
    await answerPage(3);
    await expect(wallet.getByRole('alert')).toHaveText(/cannot be delivered/);
    // What the sheet says may need more room in it; the frame itself never moves or grows.
    expect((await places())[0]).toEqual(before[0]);
  });
});
