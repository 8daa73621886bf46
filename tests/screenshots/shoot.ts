import path from 'node:path';
import { expect, type Page } from '@playwright/test';

const FOLDER = process.env.SCREENSHOTS ?? 'docs/screenshots';
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'phone', colorScheme: 'light', width: 390 },
] as const;

/** The whole page as it is, in each look, as `<name>-<look>.jpg`. */
export async function shoot(page: Page, name: string): Promise<void> {
  await expect(page).toHaveTitle(/\S/);
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: look.width, height: 800 });
    await page.evaluate(() => document.fonts.ready);
    // A frame that is out of view is not painted.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: look.width, height });
    await page.waitForTimeout(300);
    const file = path.join(FOLDER, `${name}-${look.name}.jpg`);
    await page.screenshot({ path: file, fullPage: true, type: 'jpeg', quality: 60, caret: 'hide' });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
