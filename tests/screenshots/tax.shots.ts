import { signIn } from '../e2e/support/buyer';
import { CheckoutPage } from '../e2e/support/checkout-page';
import { OwnApplication } from '../e2e/support/own-application';
import { OwnSandbox } from '../e2e/support/own-sandbox';
import { test } from '../e2e/support/test';
import { shoot } from './shoot';

test('a checkout with tax', async ({ page }) => {
  const application = await OwnApplication.prepare();
  const own = await OwnSandbox.startWith(application, { AUTOMATIC_TAX: 'true' }, async ({ tax }) => {
    await tax.settings.update({ head_office: { address: { country: 'DE' } } });
    const country_options = { de: { type: 'oss_union' } };
    await tax.registrations.create({ active_from: 'now', country: 'DE', country_options });
  });
  const { url, secret } = application;
  await signIn(page.context(), await own.user(), { url, secret });
  await page.goto(`${url}/checkout/pro_monthly?currency=eur`);
  await shoot(page, 'details-before-checkout');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: 'Go on to the checkout' }).click();
  await new CheckoutPage(page).ready();
  await shoot(page, 'checkout-tax');
  await application.stop();
  await own.stop();
});
