import { expect } from '@playwright/test';
import { frameOf, mount, pay, told } from './mount';
import { test } from './shop';

const SHIPPING = { type: 'address', options: { mode: 'shipping' } } as const;

test.describe('the address element', () => {
  test('asks what the country asks, and tells the page of every change', async ({ page, shop }) => {
    await mount(page, shop, [SHIPPING]);
    const frame = frameOf(page, 'address');
    await expect(frame.getByLabel('Country or region')).toHaveValue('US');
    await frame.getByLabel('Full name').fill('Ada Lovelace');
    await frame.getByLabel('Address line 1').fill('1 Main St');
    await frame.getByLabel('City').fill('Springfield');
    await frame.getByLabel('State').selectOption('Illinois');
    await frame.getByLabel('ZIP code').fill('62701');
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toEqual({
        elementType: 'address',
        elementMode: 'shipping',
        empty: false,
        complete: true,
        isNewAddress: true,
        value: {
          name: 'Ada Lovelace',
          address: {
            line1: '1 Main St',
            line2: null,
            city: 'Springfield',
            state: 'IL',
            postal_code: '62701',
            country: 'US',
          },
        },
      });
    await frame.getByLabel('Country or region').selectOption('GB');
    await expect(frame.getByLabel('State')).toHaveCount(0);
    await expect(frame.getByLabel('Full name')).toHaveValue('Ada Lovelace');
    await frame.getByLabel('Postcode').fill('NW8 9AY');
    await expect(frame.getByLabel('Country or region')).toHaveValue('GB');
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toMatchObject({
        complete: true,
        value: { address: { country: 'GB', state: '', postal_code: 'NW8 9AY' } },
      });
    await frame.getByLabel('Country or region').selectOption('JP');
    await expect(frame.getByLabel('Prefecture')).toBeVisible();
    await frame.getByLabel('Country or region').selectOption('HK');
    await expect(frame.getByLabel(/code/)).toHaveCount(0);
  });

  test('says in its own words what is missing or wrong, and getValue answers what there is', async ({
    page,
    shop,
  }) => {
    const options = {
      mode: 'shipping',
      fields: { phone: 'always' },
      blockPoBox: true,
      allowedCountries: ['US', 'DE'],
    };
    await mount(page, shop, [{ type: 'address', options }]);
    const frame = frameOf(page, 'address');
    await expect(frame.getByLabel('Country or region').getByRole('option')).toHaveCount(2);
    const first = await page.evaluate(() => window.till.elements.submit());
    expect(first.error).toMatchObject({ type: 'validation_error', message: 'This field is incomplete.' });
    await expect(frame.getByLabel('Full name')).toBeFocused();
    await expect(frame.getByLabel('Full name')).toHaveAttribute('aria-invalid', 'true');
    await expect(frame.getByLabel('Full name')).toHaveAccessibleDescription('This field is incomplete.');
    await frame.getByLabel('Address line 1').fill('PO Box 12');
    await frame.getByLabel('ZIP code').fill('123');
    await frame.getByLabel('Phone number').fill('12');
    const value = await page.evaluate(() => window.mounted.address?.getValue());
    expect(value).toMatchObject({ complete: false, value: { address: { postal_code: '123' } } });
    await expect(frame.getByText('Your ZIP code is invalid.')).toBeVisible();
    await expect(frame.getByText('Your phone number is invalid.')).toBeVisible();
    await expect(frame.getByText('PO boxes are not accepted here.')).toBeVisible();
    await frame.getByLabel('Phone number').fill('(212) 555-0123');
    await expect(frame.getByText('Your phone number is invalid.')).toBeHidden();
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toMatchObject({ value: { phone: '+12125550123' } });
  });

  test('begins with the values given, also in two names', async ({ page, shop }) => {
    const options = {
      mode: 'billing',
      display: { name: 'split' },
      defaultValues: {
        firstName: 'Ada',
        lastName: 'Lovelace',
        address: { line1: 'Lindenstr. 1', city: 'Berlin', postal_code: '10969', country: 'DE' },
      },
    };
    await mount(page, shop, [{ type: 'address', options }]);
    await expect(frameOf(page, 'address').getByLabel('Last name')).toHaveValue('Lovelace');
    await expect
      .poll(async () => (await told(page, 'change'))[0])
      .toMatchObject({
        elementMode: 'billing',
        complete: true,
        value: { name: 'Ada Lovelace', firstName: 'Ada', address: { country: 'DE', city: 'Berlin' } },
      });
  });

  test('goes with the payment, together with the email address', async ({ page, shop }) => {
    const address = { line1: 'Lindenstr. 1', city: 'Berlin', postal_code: '10969', country: 'DE' };
    const defaultValues = { name: 'Ada', address };
    await mount(page, shop, [
      { type: 'payment' },
      { type: 'address', options: { mode: 'shipping', defaultValues } },
      { type: 'linkAuthentication', options: { defaultValues: { email: 'ada@example.com' } } },
    ]);
    const frame = frameOf(page, 'payment');
    await frame.getByLabel('Card number').fill('4242424242424242');
    await frame.getByLabel('Expiration date').fill('12 / 34');
    await frame.getByLabel('Security code').fill('123');
    const clientSecret = await shop.intent();
    expect(await pay(page, clientSecret)).toEqual({ status: 'succeeded' });
    const id = clientSecret.split('_secret_')[0] ?? '';
    const paid = await shop.server.paymentIntents.retrieve(id, { expand: ['payment_method'] });
    expect(paid.shipping).toMatchObject({ name: 'Ada', address: { city: 'Berlin', country: 'DE' } });
    expect(paid.payment_method).toMatchObject({ billing_details: { email: 'ada@example.com' } });
  });

  test('names what it does not do', async ({ page, shop }) => {
    await mount(page, shop, [SHIPPING]);
    const said = await page.evaluate(() => {
      const attempts = [
        { mode: 'nowhere' },
        { mode: 'billing', allowedCountries: ['Germany'] },
        { mode: 'billing', autocomplete: { mode: 'google_maps_api', apiKey: 'x' } },
        { mode: 'billing', contacts: [{}] },
        { mode: 'shipping' },
      ];
      return attempts.map((options) => {
        try {
          window.till.elements.create('address', JSON.parse(JSON.stringify(options)));
          return 'allowed';
        } catch (error) {
          return String(error);
        }
      });
    });
    expect(said).toEqual([
      expect.stringContaining('mode should be one of'),
      expect.stringContaining('two-letter ISO country codes'),
      expect.stringContaining('autocomplete.mode google_maps_api'),
      expect.stringContaining('option contacts'),
      expect.stringContaining('Can only create one Element of type address and mode shipping'),
    ]);
  });
});

test.describe('the email element', () => {
  test('tells the address as it is typed, and what is wrong with it', async ({ page, shop }) => {
    await mount(page, shop, [{ type: 'linkAuthentication' }]);
    const email = frameOf(page, 'linkAuthentication').getByLabel('Email');
    await email.fill('ada@');
    await email.blur();
    await expect(email).toHaveAccessibleDescription('Your email is incomplete.');
    await email.fill('ada@example');
    await page.evaluate(() => window.till.elements.submit());
    await expect(email).toHaveAccessibleDescription('Your email is invalid.');
    await email.fill('ada@example.com');
    await expect(email).toHaveAttribute('aria-invalid', 'false');
    await expect
      .poll(async () => (await told(page, 'change')).at(-1))
      .toEqual({
        elementType: 'linkAuthentication',
        empty: false,
        complete: true,
        value: { email: 'ada@example.com' },
      });
  });
});
