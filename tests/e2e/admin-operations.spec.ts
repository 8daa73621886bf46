import { randomUUID } from 'node:crypto';
import { expectAccessible } from './support/accessible';
import type { Books } from './support/books';
import { createBuyer, signIn } from './support/buyer';
import { expect, test } from './support/test';

/** An operation that nothing could tell about for days, of a user of its own. */
async function lost(books: Books, userId: string): Promise<string> {
  const id = randomUUID();
  await books.query(
    `INSERT INTO payment_operations (id, user_id, purpose, slot, params, params_hash, state, attempts, last_error, updated_at)
     VALUES ($1, $2, 'refund_payment', 'refund:lost', '{"paymentId": "pi_e2e_none", "amount": 500, "reason": null}', 'x',
             'needs_human', 3, 'unavailable: connection refused', now())`,
    [id, userId],
  );
  return id;
}

async function stateOf(books: Books, id: string): Promise<unknown> {
  return (await books.query('SELECT state FROM payment_operations WHERE id = $1', [id]))[0]?.state;
}

test.afterEach(async ({ books }) => {
  await books.query(`DELETE FROM payment_operations WHERE slot = 'refund:lost'`);
});

test('what nothing can tell about is settled by a person', async ({ page, books }) => {
  const admin = await createBuyer(books, 'admin');
  const buyer = await createBuyer(books);
  const id = await lost(books, buyer.id);
  await signIn(page.context(), admin.id);
  await page.goto('/admin');
  await page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: 'Operations' }).click();
  await page.getByRole('link', { name: 'Waiting for you' }).click();
  const row = page.getByRole('row').filter({ hasText: id });
  await expect(row).toContainText('Refund a payment');
  await expectAccessible(page, '/admin/operations');
  const happened = row.getByRole('button', { name: 'It happened' });
  await expect(happened).toHaveAccessibleDescription(/Refund a payment .*never sent again/);
  await happened.click();
  await expect(page.getByRole('status').filter({ hasText: 'It is closed as done.' })).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await stateOf(books, id)).toBe('done');
});
