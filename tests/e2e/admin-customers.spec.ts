import { expectAccessible } from './support/accessible';
import { createBuyer, signIn } from './support/buyer';
import { buy } from './support/plan-page';
import { expect, test } from './support/test';

test('a customer is searched for, and everything about them stands on one page', async ({
  page,
  buyer,
  books,
  anotherBrowser,
}) => {
  await buy(page, 'pro_monthly');
  const admin = await (await anotherBrowser()).newPage();
  await signIn(admin.context(), (await createBuyer(books, 'admin')).id);
  await admin.goto('/admin/customers');
  const search = admin.getByLabel('Search customers');
  const find = async (text: string) => {
    await search.fill(text);
    await search.press('Enter');
  };
  await find('nobody whose name is this');
  await expect(admin.getByText('No customer like that')).toBeVisible();
  await find(buyer.email);
  const row = admin.getByRole('row').filter({ hasText: buyer.email });
  await expect(row).toContainText('Pro');
  await expect(search).toHaveValue(buyer.email);
  await expectAccessible(admin, 'the search for customers');

  await row.getByRole('link', { name: buyer.email }).click();
  await expect(admin.getByRole('heading', { level: 1, name: buyer.name })).toBeVisible();
  await expect(admin.getByRole('region', { name: 'Subscriptions' })).toContainText('$20.00');
  await expect(admin.getByRole('region', { name: 'Payment methods' })).toContainText('4242');
  await expect(admin.getByRole('region', { name: 'Payments' })).toContainText('$20.00');
  const timeline = admin.getByRole('list', { name: 'Timeline' });
  for (const text of ['Set up billing', 'Subscribe to Pro', 'invoice.paid', 'invoice receipt'])
    await expect(async () => {
      await admin.reload();
      await expect(timeline.getByText(text, { exact: true }).first()).toBeVisible({ timeout: 500 });
    }).toPass();
  await expectAccessible(admin, 'the page of a customer');
  await expect(admin.getByRole('link', { name: 'Open in Stripe’s dashboard' })).toHaveAttribute(
    'href',
    /\/dashboard\/accounts\/[^/]+\/objects\/cus_/,
  );
  await timeline.getByRole('link', { name: 'invoice.paid' }).first().click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Webhook event' })).toBeVisible();
});
