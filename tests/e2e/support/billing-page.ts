import { expect, type Locator, type Page } from '@playwright/test';

/** `/billing`: what the mirror holds of a buyer. */
export class BillingPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/billing');
    for (const name of ['Plan', 'Payment methods', 'Invoices']) {
      await expect(this.page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
    }
  }

  section(name: 'Plan' | 'Payment methods' | 'Invoices' | 'Purchases'): Locator {
    return this.page.getByRole('region', { name, exact: true }).first();
  }

  /** The rows of the table of invoices, without its head. */
  invoices(): Locator {
    return this.section('Invoices').locator('tbody tr');
  }

  purchases(): Locator {
    return this.section('Purchases').locator('tbody tr');
  }

  cards(): Locator {
    return this.section('Payment methods').getByRole('listitem');
  }
}
