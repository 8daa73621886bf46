import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceDocument } from '@/lib/payments/service/invoice-documents';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { subscribed } from '../../support/subscribed';

let world: TestPayments;
beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

const YEAR = new Date().getUTCFullYear();
async function documentsOf(userId: string): Promise<InvoiceDocument[]> {
  const found: InvoiceDocument[] = [];
  for await (const document of world.payments.invoiceDocuments(userId, YEAR)) found.push(document);
  return found;
}
const setInvoice = (userId: string, pdf: string, number: string) =>
  world.context.database.pool.query(
    `UPDATE invoices SET invoice_pdf = $2, number = $3
     WHERE customer_id = (SELECT stripe_customer_id FROM users WHERE id = $1)`,
    [userId, pdf, number],
  );

test('each invoice of the year is a PDF under its number, and nobody else’s', async () => {
  const userId = await world.createUser();
  await subscribed(world, userId);
  const [document, ...others] = await documentsOf(userId);
  expect(others).toEqual([]);
  expect(document?.name).toMatch(/^[\w-]+\.pdf$/);
  expect(
    Buffer.from(document?.content ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await documentsOf(await world.createUser())).toEqual([]);
});

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:1/invoices/a.pdf',
  'file:///etc/passwd',
  'not an address',
])('an address that is not the provider’s is never asked: %s', async (address) => {
  const userId = await world.createUser();
  await subscribed(world, userId);
  await setInvoice(userId, address, '../../INV 1');
  expect(await documentsOf(userId)).toEqual([{ name: '-..-INV-1.pdf', content: null }]);
  expect(await world.context.provider.readDocument(address)).toMatchObject({ kind: 'refused' });
});

test('one that the provider has not is named as missing', async () => {
  const userId = await world.createUser();
  await subscribed(world, userId);
  await setInvoice(userId, `${world.sandbox.url}/invoices/nobody.nothing/pdf`, 'INV-1');
  expect(await documentsOf(userId)).toEqual([{ name: 'INV-1.pdf', content: null }]);
});
