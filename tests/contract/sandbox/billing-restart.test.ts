import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  eventsOf,
  openShop,
  type Shop,
  subscribeWaiting,
} from './billing-harness';
import { startHarness } from './kernel-harness';

const folder = mkdtempSync(join(tmpdir(), 'billing-restart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ends the shop's sandbox and starts another on the same folder. */
async function reopened(shop: Shop): Promise<Shop> {
  await shop.close();
  const harness = await startHarness({ data: folder, clock: { milliseconds: () => shop.now() * 1000 } });
  return { ...shop, harness, stripe: harness.stripe, close: () => harness.close() };
}

describe('after a restart', () => {
  it('a waiting payment is still taken, and an overdue one has expired', async () => {
    const first = await openShop({ data: folder });
    const waiting = await subscribeWaiting(first, await customer(first), [{ price: first.pro.monthly }]);
    const overdue = await subscribeWaiting(first, await customer(first), [{ price: first.pro.monthly }]);
    let shop = await reopened(first);
    try {
      const page = await fetch(
        String(waiting.invoice.invoice_pdf).replace(first.harness.url, shop.harness.url),
      );
      expect(page.status).toBe(200);
      const paid = await eventsOf(shop, () =>
        confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa'),
      );
      expect(paid.map((event) => event.type)).toContain('invoice.paid');
      shop.wait(23 * 3600);
      shop = await reopened(shop);
      const status = async (id: string) => (await shop.stripe.subscriptions.retrieve(id)).status;
      expect(await status(waiting.subscription.id)).toBe('active');
      expect(await status(overdue.subscription.id)).toBe('incomplete_expired');
      expect((await shop.stripe.invoices.retrieve(overdue.invoice.id)).status).toBe('void');
    } finally {
      await shop.close();
    }
  });
});
