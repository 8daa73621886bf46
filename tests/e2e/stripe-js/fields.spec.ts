import { expect } from '@playwright/test';
import { test } from './shop';

test.describe('the fields', () => {
  test('format while typing and keep the caret in place', async ({ shop }) => {
    const frame = await shop.open();
    const number = frame.getByLabel('Card number');
    await number.pressSequentially('4242424242424242');
    await expect(number).toHaveValue('4242 4242 4242 4242');
    for (let step = 0; step < 5; step += 1) await number.press('ArrowLeft');
    await number.press('Backspace');
    await expect(number).toHaveValue('4242 4242 4244 242');
    await number.press('2');
    await expect(number).toHaveValue('4242 4242 4242 4242');
    expect(await number.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(14);
    await number.fill('378282246310005');
    await expect(number).toHaveValue('3782 822463 10005');
    await frame.getByLabel('Expiration date').pressSequentially('530');
    await expect(frame.getByLabel('Expiration date')).toHaveValue('05 / 30');
  });

  test('name the brand and take four digits of code for American Express', async ({ shop }) => {
    const frame = await shop.open();
    await frame.getByLabel('Card number').fill('3782');
    await expect(frame.getByLabel('Card number')).toHaveAccessibleDescription('American Express');
    await frame.getByLabel('Security code').pressSequentially('12345');
    await expect(frame.getByLabel('Security code')).toHaveValue('1234');
    await expect(frame.locator('.BrandIcon--amex')).toBeVisible();
  });

  test('say what is wrong, where it is, and say it to assistive technology', async ({ shop }) => {
    const frame = await shop.open();
    const number = frame.getByLabel('Card number');
    await number.fill('4242 4242 4242 4241');
    await expect(frame.getByText('Your card number is invalid.')).toBeVisible();
    await expect(number).toHaveAttribute('aria-invalid', 'true');
    await expect(number).toHaveAccessibleDescription('Visa Your card number is invalid.');
    await frame.getByLabel('Expiration date').fill('12 / 20');
    await expect(frame.getByText("Your card's expiration year is in the past.")).toBeVisible();
    await frame.getByLabel('Security code').fill('12');
    await frame.getByLabel('Security code').blur();
    await expect(frame.getByText("Your card's security code is incomplete.")).toBeVisible();
    await number.fill('4242 4242');
    await expect(number).toHaveAttribute('aria-invalid', 'false');
    await number.blur();
    await expect(frame.getByText('Your card number is incomplete.')).toBeVisible();
  });

  test('submit() shows what is missing and moves the focus there', async ({ page, shop }) => {
    const frame = await shop.open();
    await page.locator('#pay').focus();
    const empty = await shop.submit();
    expect(empty.error).toMatchObject({
      code: 'incomplete_number',
      message: 'Your card number is incomplete.',
    });
    await expect(frame.getByLabel('Card number')).toBeFocused();
    await expect(frame.getByText("Your card's expiration date is incomplete.")).toBeVisible();
    await shop.fillCard('4242424242424242', '12 / 34', '');
    expect((await shop.submit()).error?.code).toBe('incomplete_cvc');
    await expect(frame.getByLabel('Security code')).toBeFocused();
    await frame.getByLabel('Security code').fill('123');
    await page.locator('#pay').focus();
    expect(await shop.submit()).toEqual({ selectedPaymentMethod: 'card' });
    await expect(page.locator('#pay')).toBeFocused();
  });

  test('are walked through with the keyboard, and the page hears of it', async ({ page, shop }) => {
    const frame = await shop.open();
    await page.evaluate(() => window.shop.element.focus());
    await expect(frame.getByLabel('Card number')).toBeFocused();
    await page.keyboard.type('4242424242424242');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1234');
    await page.keyboard.press('Tab');
    await page.keyboard.type('123');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(page.locator('#pay')).toBeFocused();
    await expect
      .poll(() => page.evaluate(() => window.shop.events))
      .toEqual([
        'change empty=true complete=false',
        'focus',
        'change empty=false complete=false',
        'change empty=false complete=true',
        'escape',
        'blur',
      ]);
    await page.keyboard.press('Shift+Tab');
    await expect(frame.getByLabel('Security code')).toBeFocused();
  });

  test('are cleared, and the element is taken out and put back', async ({ page, shop }) => {
    const frame = await shop.open();
    await shop.fillCard('4242424242424242');
    await page.evaluate(() => window.shop.element.clear());
    await expect(frame.getByLabel('Card number')).toHaveValue('');
    await page.evaluate(() => {
      const { element } = window.shop;
      element.unmount();
      element.mount('#card');
    });
    await frame.getByLabel('Card number').fill('4242');
    await page.evaluate(() => window.shop.element.destroy());
    await expect(page.locator('iframe')).toHaveCount(0);
    const again = await page.evaluate(() => {
      const { element, elements } = window.shop;
      try {
        element.mount('#card');
        return 'mounted';
      } catch (error) {
        elements.create('payment').mount('#card');
        return String(error);
      }
    });
    expect(again).toContain('has already been destroyed');
    await expect(frame.getByLabel('Card number')).toBeVisible();
  });
});
