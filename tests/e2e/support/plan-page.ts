import { expect, type Locator, type Page } from '@playwright/test';
import { BillingPage } from './billing-page';
import { CARDS } from './cards';
import { CheckoutPage, expectDone } from './checkout-page';

/** `/billing/plan`: another plan, how often it is paid, its seats, and what that costs. */
export class PlanPage {
  readonly confirm: Locator;
  readonly seats: Locator;

  constructor(readonly page: Page) {
    this.confirm = page.getByRole('button', { name: 'Confirm change' });
    this.seats = page.getByLabel('Seats');
  }

  /** Opens it as a buyer does: from the billing page. */
  async open(): Promise<void> {
    await new BillingPage(this.page).open();
    await this.page.getByRole('link', { name: 'Change plan' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Change plan' })).toBeVisible();
  }

  async choose(plan: 'Pro' | 'Team', seats?: number): Promise<void> {
    await this.page.getByRole('radio', { name: plan }).check();
    if (seats !== undefined) await this.seats.fill(String(seats));
    await expect(this.confirm).toBeVisible();
    await expect(this.page.getByText('Working out the price.')).toHaveCount(0);
  }

  amount(label: 'Due today' | 'Next invoice'): Locator {
    return this.page
      .getByRole('region', { name: 'What changes' })
      .locator('dl div:has(> dt)')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .locator('dd');
  }
}

/** Buys a plan through its checkout, and waits until it is open. */
export async function buy(page: Page, lookupKey: string, card: string = CARDS.good): Promise<void> {
  const checkout = new CheckoutPage(page);
  await checkout.open(lookupKey);
  await checkout.pay(card);
  if (card === CARDS.asksTheBank) await checkout.answerBank('Complete');
  await expectDone(page, lookupKey.startsWith('pro') ? "You're on Pro" : "You're on Team");
}
