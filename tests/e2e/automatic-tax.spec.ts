import { expectAccessible } from './support/accessible';
import { signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone } from './support/checkout-page';
import { OwnApplication } from './support/own-application';
import { OwnSandbox } from './support/own-sandbox';
import { test as base, expect } from './support/test';

type World = { readonly application: OwnApplication; readonly own: OwnSandbox };

const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const application = await OwnApplication.prepare();
    const own = await OwnSandbox.startWith(application, { AUTOMATIC_TAX: 'true' }, async ({ tax }) => {
      await tax.settings.update({ head_office: { address: { country: 'DE' } } });
      const country_options = { us: { type: 'state_sales_tax', state: 'NY' } };
      await tax.registrations.create({ active_from: 'now', country: 'US', country_options });
    });
    await use({ application, own });
    await application.stop();
    await own.stop();
  },
});

test('the checkout asks where one is billed, shows the tax, and charges it', async ({ world, browser }) => {
  const { application, own } = world;
  const { url, secret } = application;
  const context = await browser.newContext({ baseURL: url });
  await signIn(context, await own.user(), { url, secret });
  const page = await context.newPage();
  const checkout = new CheckoutPage(page);

  await page.goto('/checkout/team_yearly?currency=usd&seats=2');
  await expect(page).toHaveURL(/\/billing\/details\?checkout=team_yearly&currency=usd&seats=2$/);
  await expect(page.getByText('Where are you billed?')).toBeVisible();
  await expectAccessible(page, 'the details before a checkout');
  await page.getByLabel('Country').selectOption('US');
  await page.getByLabel('Address', { exact: true }).fill('1 Main St');
  await page.getByRole('button', { name: 'Go on to the checkout' }).click();
  await expect(page.getByRole('alert')).toContainText('it takes the postal code');
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('1 Main St');
  await page.getByLabel('Postal code').fill('10001');
  await page.getByLabel('State or region').fill('NY');
  await page.getByRole('button', { name: 'Go on to the checkout' }).click();

  await checkout.ready();
  await expect(checkout.seats).toHaveValue('2');
  await expect(page.getByText('After 14 days $300.00 plus tax every year.')).toBeVisible();
  await expect(checkout.amount('Tax')).toHaveText('$12.00');

  await checkout.open('pro_monthly');
  await expect(checkout.amount('Tax')).toHaveText('$0.80');
  await expect(checkout.amount('Total due today')).toHaveText('$20.80');
  await expectAccessible(page, 'the checkout with tax');
  await checkout.pay(CARDS.good);
  await expectDone(page, "You're on Pro");
  const { data } = await own.stripe.charges.list();
  expect(data.map(({ amount }) => amount)).toEqual([2080]);
  await expect(async () => {
    await page.goto('/billing/invoices');
    await expect(page.getByText('$20.80').first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await context.close();
});
