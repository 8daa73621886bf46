import { createBuyer, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { expectDone, ON_PRO } from './support/checkout-page';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

test('a subscription paid in the browser leaves one receipt in the mailbox, whose link leads to billing', async ({
  page,
  checkout,
  buyer,
}) => {
  await page.goto('/mailbox');
  await expect(page.getByText('No mails yet')).toBeVisible();
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);

  await page.getByRole('contentinfo').getByRole('link', { name: 'Mailbox' }).click();
  const receipt = page.getByRole('listitem').filter({ hasText: 'Receipt: $20.00 for Pro' });
  await expect(async () => {
    await page.reload();
    await expect(receipt).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(receipt).toHaveCount(1);
  await expect(receipt).toContainText(`To ${buyer.email}`);
  await expect(receipt).toContainText(`Hello ${buyer.name},`);
  await expect(receipt).toContainText(/Amount paid: +\$20\.00/);
  await receipt.getByRole('link', { name: /\/billing$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible();
});

test('everybody sees their own mails, an admin everybody’s, page by page', async ({
  buyer,
  books,
  page,
  context,
}) => {
  const other = await createBuyer(books);
  const admin = await createBuyer(books, 'admin');
  const put = (id: string, subject: string) =>
    books.query(
      `INSERT INTO local_mails (message_id, recipient_id, address, subject, text, html)
       VALUES (gen_random_uuid()::text, $1, 'x@example.com', $2, $3, '')`,
      [id, subject, '<script>alert(1)</script> see https://evil.example/'],
    );
  for (let index = 1; index <= 30; index += 1) await put(buyer.id, `Mail ${index} of ${buyer.id}`);
  await put(other.id, `Mail of ${other.id}`);

  await page.goto('/mailbox');
  const mails = page.getByRole('main').getByRole('listitem');
  await expect(mails).toHaveCount(25);
  await expect(mails.first()).toContainText(`Mail 30 of ${buyer.id}`);
  // What is in a mail is text, and no way to anywhere else.
  await expect(mails.first()).toContainText('<script>alert(1)</script> see https://evil.example/');
  await expect(mails.first().getByRole('link')).toHaveCount(0);
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(mails).toHaveCount(5);
  await expect(mails.last()).toContainText(`Mail 1 of ${buyer.id}`);
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(mails).toHaveCount(25);
  // A mail is opened with the keyboard too.
  await mails.nth(1).locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(mails.nth(1).getByText('To x@example.com')).toBeVisible();

  await signIn(context, other.id);
  await page.goto('/mailbox');
  await expect(mails).toHaveCount(1);
  await signIn(context, admin.id);
  await page.goto('/mailbox');
  await expect(mails.filter({ hasText: other.id })).toHaveCount(1);
  await expect(mails.filter({ hasText: buyer.id })).not.toHaveCount(0);
});

test('the mailbox is for those who have signed in, and takes no made-up cursor for anything', async ({
  buyer,
}) => {
  expect(redirectOf(await ask('/mailbox'))).toBe('/sign-in?next=%2Fmailbox');
  for (const after of ['x', '-1', '9'.repeat(40), "1'--", '%00']) {
    expect((await ask(`/mailbox?after=${encodeURIComponent(after)}`, { userId: buyer.id })).status).toBe(200);
  }
});
