import { randomUUID } from 'node:crypto';
import { freshEmail, signIn } from './support/buyer';
import { OwnApplication, type Variables } from './support/own-application';
import { settings } from './support/settings';
import { test as base, expect } from './support/test';

const STRIPE_JS = 'https://js.stripe.com/endive/stripe.js';
/** Keys that look like Stripe's own; nobody has them. */
const TEST_KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_51E2eCanaryModesNobodyHasThisKey00000000000000',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_51E2eCanaryModesNobodyHasThisKey00000000000000',
  STRIPE_WEBHOOK_SECRET: 'whsec_e2eCanaryModes0123456789',
};
const SANDBOX_KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_e2eCanaryModes0123456789',
  SANDBOX_URL: settings.SANDBOX_URL,
};

const test = base.extend<{ application: OwnApplication }>({
  application: async ({}, use) => {
    const application = await OwnApplication.prepare();
    await use(application);
    await application.stop();
  },
});

/** A price in the mirror, as an earlier sync would have left it: without a network none can be fetched. */
async function stockMirror(application: OwnApplication): Promise<void> {
  await application.query(
    "INSERT INTO payment_accounts (provider, account, mode) VALUES ('stripe', 'acct_e2e', 'test')",
  );
  await application.query(
    `INSERT INTO products (provider, id, account, name, active, plan_key, raw, ticket, synced_at)
     VALUES ('stripe', 'prod_e2e', 'acct_e2e', 'Pro', true, 'pro', '{}', 1, now())`,
  );
  await application.query(
    `INSERT INTO prices (provider, id, account, product_id, lookup_key, active, currency, unit_amount, currency_options,
       recurring_interval, recurring_interval_count, created, raw, ticket, synced_at)
     VALUES ('stripe', 'price_e2e', 'acct_e2e', 'prod_e2e', 'pro_monthly', true, 'usd', 2000, '{"usd": 2000}',
       'month', 1, now(), '{}', 1, now())`,
  );
}

test.describe('with test keys and no sandbox', () => {
  // Asked for, and not answered: see below.
  test.use({ allowedHosts: ['js.stripe.com'] });

  test('the page asks for Stripe’s own script, the server for Stripe’s own API, and nobody for the sandbox', async ({
    page,
    context,
    application,
    traffic,
  }) => {
    await stockMirror(application);
    // Refused at once, Stripe would be known to be down before anybody could look at a card form.
    await application.start({ ...TEST_KEYS, ELSEWHERE: 'silent' });
    const userId = randomUUID();
    await application.query(
      "INSERT INTO users (id, email, name, updated_at) VALUES ($1, 'modes@example.com', 'Ada', now())",
      [userId],
    );
    await signIn(context, userId, { url: application.url, secret: application.secret });
    await context.route('https://js.stripe.com/**', (route) => route.abort());
    const asked = page.waitForRequest(STRIPE_JS);
    const answer = await page.goto(`${application.url}/checkout/pro_monthly`);
    expect((await asked).resourceType()).toBe('script');

    await expect(
      page.getByRole('alert').filter({ hasText: 'The card form could not be loaded.' }),
    ).toBeVisible();
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain('https://js.stripe.com');
    expect(policy).not.toMatch(/localhost|127\.0\.0\.1|http:/);
    const html = (await answer?.text()) ?? '';
    expect(html).toContain(TEST_KEYS.STRIPE_PUBLISHABLE_KEY);
    expect(html).not.toContain(new URL(settings.SANDBOX_URL).host);
    expect(html).not.toMatch(/standInScript\\*":\\*"http|pk_test_sandbox|12111/);
    expect(html).not.toMatch(/sk_test_|whsec_/);
    const outside = traffic.elsewhere();
    expect([...new Set(outside)]).toEqual([STRIPE_JS]);
    expect(traffic.requests.filter((request) => request.url().startsWith(settings.SANDBOX_URL))).toEqual([]);

    // Something that has to ask Stripe: it cannot be reached here, and that is said plainly.
    await page.getByLabel('Promotion code').fill('WELCOME');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('Payments are paused for a moment.')).toBeVisible();
    expect(await application.connections()).toEqual(['api.stripe.com:443']);
    await expect(page.getByText('Stripe test mode: nothing here costs money.')).toBeVisible();
    const health = await fetch(`${application.url}/api/health`);
    expect(await health.json()).toMatchObject({ mode: 'test' });
  });
});

test('with a mail server there is no mailbox', async ({ page, application }) => {
  await application.start({
    ...SANDBOX_KEYS,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Shop <shop@example.com>',
  });
  expect((await page.goto(`${application.url}/mailbox`))?.status()).toBe(404);
  await page.goto(`${application.url}/`);
  await expect(page.getByRole('link', { name: 'Mailbox' })).toHaveCount(0);
});

test.describe('refuses to start, with one sentence that says what to change', () => {
  const cases: [string, Variables, RegExp][] = [
    ['keys of mixed modes', { ...TEST_KEYS, STRIPE_PUBLISHABLE_KEY: 'pk_live_51E2e' }, /use two of one mode/],
    [
      'keys swapped',
      { ...TEST_KEYS, STRIPE_SECRET_KEY: TEST_KEYS.STRIPE_PUBLISHABLE_KEY },
      /STRIPE_SECRET_KEY must start with/,
    ],
    [
      'a blank webhook secret',
      { ...TEST_KEYS, STRIPE_WEBHOOK_SECRET: '   ' },
      /STRIPE_WEBHOOK_SECRET is missing or blank/,
    ],
    [
      'no webhook secret',
      { ...TEST_KEYS, STRIPE_WEBHOOK_SECRET: undefined },
      /STRIPE_WEBHOOK_SECRET is missing or blank/,
    ],
    [
      'live keys without a mail server',
      {
        ...TEST_KEYS,
        STRIPE_SECRET_KEY: 'sk_live_51E2eCanaryModesNobodyHasThisKey',
        STRIPE_PUBLISHABLE_KEY: 'pk_live_51E2eCanaryModesNobodyHasThisKey',
      },
      /In live mode set SMTP_URL and MAIL_FROM/,
    ],
    ['no keys at all', {}, /In production set STRIPE_SECRET_KEY/],
    [
      'the sandbox in a real production',
      { ...SANDBOX_KEYS, NEXTAUTH_URL: 'https://shop.example' },
      /cannot serve a public site/,
    ],
    [
      'a secret in a variable for the browser',
      { ...TEST_KEYS, NEXT_PUBLIC_STRIPE_KEY: TEST_KEYS.STRIPE_SECRET_KEY },
      /NEXT_PUBLIC_STRIPE_KEY holds a secret/,
    ],
  ];
  for (const [what, variables, sentence] of cases) {
    test(what, async ({ application }) => {
      const { code, output } = await application.startRefused(variables);
      expect(code).toBe(1);
      expect(output).toMatch(sentence);
      expect(output).not.toMatch(/^\s+at /m);
      expect(output).not.toMatch(/sk_(?:test|live)_51|whsec_e2e/);
      expect(await application.connections()).toEqual([]);
      expect(await application.query('SELECT * FROM payment_accounts')).toEqual([]);
    });
  }

  test('a database of another mode', async ({ application }) => {
    await application.query(
      "INSERT INTO payment_accounts (provider, account, mode) VALUES ('stripe', 'acct_e2e', 'sandbox')",
    );
    const { code, output } = await application.startRefused(TEST_KEYS);
    expect(code).toBe(1);
    expect(output).toContain('This database belongs to sandbox mode and the keys are for test mode.');
    expect(output).toContain('Use another DATABASE_URL');
    expect(await application.connections()).toEqual([]);
  });

  test('a database of another account', async ({ application }) => {
    await application.query(
      "INSERT INTO payment_accounts (provider, account, mode) VALUES ('stripe', 'acct_other', 'sandbox')",
    );
    const { code, output } = await application.startRefused(SANDBOX_KEYS);
    expect(code).toBe(1);
    expect(output).toMatch(
      /This database belongs to the account acct_other and the keys to acct_\w+\. Use another DATABASE_URL/,
    );
    expect(await application.query('SELECT account FROM payment_accounts')).toEqual([
      { account: 'acct_other' },
    ]);
  });

  test('automatic tax without a registration: none would be collected', async ({ application }) => {
    const variables = { ...SANDBOX_KEYS, STRIPE_SECRET_KEY: 'sk_test_untaxed', AUTOMATIC_TAX: 'true' };
    const { code, output } = await application.startRefused(variables);
    expect(code).toBe(1);
    expect(output).toMatch(
      /AUTOMATIC_TAX is on and the account acct_\w+ has no head office .* or set AUTOMATIC_TAX=false/,
    );
  });
});

test('a restart signs nobody out', async ({ page, application }) => {
  const email = freshEmail();
  await application.start(SANDBOX_KEYS);
  await page.goto(`${application.url}/sign-up`);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText(email)).toBeVisible();

  await application.end();
  await expect(page.request.get(`${application.url}/account`)).rejects.toThrow(/ECONNREFUSED/);
  await application.start(SANDBOX_KEYS);
  await page.goto(`${application.url}/account`);
  await expect(page).toHaveURL(`${application.url}/account`);
  await expect(page.getByText(email)).toBeVisible();
});
