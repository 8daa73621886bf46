import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error('Tab does not lead there');
}

/** Whether it has the focus. */
export const focused = (locator: Locator) => () =>
  locator.evaluate((element) => element === document.activeElement);

/** Goes to something with Tab and presses Enter on it. */
export async function enter(page: Page, locator: Locator): Promise<void> {
  await expect(locator).toBeVisible();
  await tabTo(page, focused(locator));
  await page.keyboard.press('Enter');
}
