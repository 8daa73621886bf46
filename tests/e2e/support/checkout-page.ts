import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { focused, tabTo } from './keyboard';

/** `/checkout/<lookup key>`: the order, the card's frame and the button. */
export class CheckoutPage {
  readonly card: FrameLocator;
  readonly button: Locator;
  readonly seats: Locator;
  readonly challenge: FrameLocator;

  constructor(readonly page: Page) {
    this.card = page.frameLocator('iframe[title="Secure payment input frame"]');
    this.button = page.getByRole('button', { name: /^(Subscribe|Start trial|Pay)$/ });
    this.seats = page.getByLabel('Seats');
    this.challenge = page.frameLocator('iframe[title="3D Secure authentication"]');
  }

  /** Opens it and waits until a card can be typed. */
  async open(lookupKey: string): Promise<void> {
    await this.page.goto(`/checkout/${lookupKey}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.card.getByLabel('Card number')).toBeEditable();
  }

  async type(number: string): Promise<void> {
    await this.card.getByLabel('Card number').fill(number);
    await this.card.getByLabel('Expiration date').fill('12 / 34');
    await this.card.getByLabel('Security code').fill('123');
  }

  /** The same, the way there included. */
  async typeByKeyboard(number: string): Promise<void> {
    const { keyboard } = this.page;
    await tabTo(this.page, focused(this.card.getByLabel('Card number')));
    await keyboard.type(number);
    await keyboard.press('Tab');
    await keyboard.type('1234');
    await keyboard.press('Tab');
    await keyboard.type('123');
  }

  /** Types a card and presses the button. */
  async pay(number: string): Promise<void> {
    await this.type(number);
    await this.button.click();
  }

  /** The decline as a screen reader hears it; the form goes on. */
  async expectAlert(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('alert').filter({ hasText: text })).toBeVisible();
    await expect(this.button).toBeEnabled();
  }

  async answerBank(answer: 'Complete' | 'Fail'): Promise<void> {
    await expect(this.page.getByRole('dialog')).toBeVisible();
    await this.challenge.getByRole('button', { name: `${answer} authentication` }).click();
  }

  async answerBankByKeyboard(): Promise<void> {
    const complete = this.challenge.getByRole('button', { name: 'Complete authentication' });
    await expect(complete).toBeVisible();
    await tabTo(this.page, focused(complete));
    // Not awaited: the key takes the frame that it was pressed in away, and then nobody acknowledges it.
    void this.page.keyboard.press('Enter').catch(() => null);
  }

  /** The amount on the line of the order summary with this label. */
  amount(label: string): Locator {
    const row = this.page.getByRole('region', { name: 'Order summary' }).locator('dl > div, dl > div > div');
    return row
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .locator('dd')
      .last();
  }

  async applyCode(code: string): Promise<void> {
    await this.page.getByLabel('Promotion code').fill(code);
    await this.page.getByRole('button', { name: 'Apply' }).click();
  }
}

/** Waits for the completion page; the client secret that Stripe appends must not stay in its address. */
export async function expectDone(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page).toHaveURL(/\/checkout\/complete\?operation=[0-9a-f-]{36}$/);
}

export const ON_PRO = "You're on Pro";
export const ON_TEAM = "You're on Team";
