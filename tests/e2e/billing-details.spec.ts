import { expectAccessible } from './support/accessible';
import { BillingPage } from './support/billing-page';
import { signIn } from './support/buyer';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';
import { ask, redirectOf } from './support/visitor';

test('name and address for the next invoices, also without script', async ({
  buyer,
  sandbox,
  books,
  anotherBrowser,
}) => {
  const { customer } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  const plain = await anotherBrowser({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  await signIn(plain, buyer.id);
  const page = await plain.newPage();
  await new BillingPage(page).open();
  await page.getByRole('link', { name: 'Edit details' }).click();
  await expect(page.getByLabel('Name or company')).toHaveValue(buyer.name);
  await page.getByLabel('Name or company').fill('Analytical Engines Ltd');
  await page.getByLabel('Address', { exact: true }).fill('12 St James’s Square');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Country').selectOption('GB');
  await page.getByRole('button', { name: 'Save details' }).click();
  await expect(page.getByText('Your details were changed.')).toBeVisible();
  const details = page.getByRole('region', { name: 'Billing details' });
  await expect(details).toContainText(/Analytical Engines Ltd.*12 St James’s Square.*London.*United Kingdom/);
  const at = async () => sandbox.stripe.customers.retrieve(String(customer));
  expect(await at()).toMatchObject({
    name: 'Analytical Engines Ltd',
    address: { city: 'London', country: 'GB' },
  });

  await page.getByRole('link', { name: 'Edit details' }).click();
  await page.getByLabel('Address', { exact: true }).fill('');
  await page.getByLabel('City').fill('');
  await page.getByLabel('Country').selectOption('');
  await page.getByRole('button', { name: 'Save details' }).click();
  await expect(details).not.toContainText('London');
  expect(await at()).toMatchObject({ address: null });
});

test('a tax id: verified, another one, one that is not written right, and none', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  const { customer } = await subscribe(sandbox, books, buyer, 'pro_monthly');
  const details = page.getByRole('region', { name: 'Billing details' });
  const save = async (kind: string, value: string) => {
    await page.goto('/billing/details');
    await page.getByLabel('Kind').selectOption({ label: kind });
    await page.getByLabel('Tax id').fill(value);
    await page.getByRole('button', { name: 'Save tax id' }).dblclick();
  };
  const held = async () => {
    const { data } = await sandbox.stripe.customers.listTaxIds(String(customer));
    return data.map(({ type, value }) => `${type} ${value}`);
  };
  await save('EU VAT number', 'de000000000');
  await expect(page.getByText('Your tax id was changed.')).toBeVisible();
  // What the authorities say comes a little later, by webhook.
  await expect(async () => {
    await page.goto('/billing');
    await expect(details).toContainText(/EU VAT number DE000000000\s*Verified/, { timeout: 500 });
  }).toPass();
  await save('EU VAT number', 'DE111111111');
  await expect(async () => {
    await page.goto('/billing');
    await expect(details).toContainText(/DE111111111\s*Could not be verified/, { timeout: 500 });
  }).toPass();
  expect(await held()).toEqual(['eu_vat DE111111111']);
  await save('Swiss VAT number', 'not a number');
  await expect(page.getByRole('alert').filter({ hasText: 'not written as one of its kind' })).toBeVisible();
  expect(await held()).toEqual(['eu_vat DE111111111']);
  await save('EU VAT number', '');
  await expect(page.getByText('Your tax id was changed.')).toBeVisible();
  await expect(details).not.toContainText('DE111111111');
  expect(await held()).toEqual([]);
});

test('axe finds nothing on the details', async ({ page, buyer }) => {
  await page.goto('/billing/details');
  await expectAccessible(page, `billing details of ${buyer.name}`);
  expect(redirectOf(await ask('/billing/details'))).toContain('/sign-in?next=');
});
