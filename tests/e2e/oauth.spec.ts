import type { BrowserContextOptions, Page } from '@playwright/test';
import { OwnApplication } from './support/own-application';
import { settings } from './support/settings';
import { test as base, expect } from './support/test';

const GITHUB = { GITHUB_ID: 'e2e-github-id', GITHUB_SECRET: 'e2e-canary-github-secret' };
const KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_e2eOauth0123456789',
  SANDBOX_URL: settings.SANDBOX_URL,
};
const AUTHORIZE = 'https://github.com/login/oauth/authorize';
/**
 * The world begins behind a proxy that is not there. A route would not do: redirects don't pass through it, and would
 * reach GitHub itself.
 */
const WALLED: BrowserContextOptions = {
  proxy: { server: 'http://127.0.0.1:9', bypass: 'localhost,127.0.0.1' },
};

const test = base.extend<{ application: OwnApplication }>({
  application: async ({}, use) => {
    const application = await OwnApplication.prepare();
    await application.start({ ...KEYS, ...GITHUB });
    await use(application);
    await application.stop();
  },
});

const button = (page: Page) => page.getByRole('button', { name: 'Continue with GitHub' });

/** Presses the button; answers where the browser was sent. */
async function pressButton(page: Page): Promise<URL> {
  const asked = page.waitForRequest((request) => request.url().startsWith('https://github.com/'));
  // Not awaited: it leads to a page that cannot be reached.
  void button(page)
    .click()
    .catch(() => null);
  const request = await asked;
  expect(request.isNavigationRequest()).toBe(true);
  return new URL(request.url());
}

test('without keys no provider is offered', async ({ page }) => {
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await expect(page.getByLabel('Email')).toBeVisible();
    await expect(page.getByRole('button', { name: /Continue with/ })).toHaveCount(0);
  }
});

test('the sign-in page says in its own words why a provider’s visitor was not let in', async ({ page }) => {
  const sentences = [
    ['not_linked', 'That e-mail already has an account here. Sign in with your password instead.'],
    ['no_email', 'Your provider did not share a confirmed e-mail address'],
    ['<b>made up</b>', 'Signing in did not work. Please try again.'],
  ] as const;
  for (const [code, sentence] of sentences) {
    await page.goto(`/sign-in?error=${encodeURIComponent(code)}`);
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    await expect(page.getByText('made up')).toHaveCount(0);
  }
});

test.describe('with GitHub’s keys', () => {
  // Asked for, and not reached: see WALLED.
  test.use({ allowedHosts: ['github.com'] });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with' : 'without';
    test(`the button leads to GitHub’s page, ${how} script`, async ({ anotherBrowser, application }) => {
      const context = await anotherBrowser({ ...WALLED, javaScriptEnabled });
      const page = await context.newPage();
      const answer = await page.goto(`${application.url}/sign-in?next=%2Fbilling`);
      expect(await answer?.text()).not.toContain(GITHUB.GITHUB_SECRET);
      const address = await pressButton(page);

      expect(address.origin + address.pathname).toBe(AUTHORIZE);
      const asked = Object.fromEntries(address.searchParams);
      expect(asked).toMatchObject({
        client_id: GITHUB.GITHUB_ID,
        redirect_uri: `${application.url}/api/auth/callback/github`,
        response_type: 'code',
        state: expect.stringMatching(/^[\w-]{20,}$/),
      });
      expect(address.href).not.toContain(GITHUB.GITHUB_SECRET);
      const cookies = new Map(
        (await context.cookies(application.url)).map((cookie) => [cookie.name, cookie]),
      );
      // What GitHub sends back counts only in the browser that set out.
      expect(cookies.get('next-auth.state')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
      expect(decodeURIComponent(cookies.get('next-auth.callback-url')?.value ?? '')).toMatch(/\/billing$/);
      expect(cookies.has('next-auth.session-token')).toBe(false);
      expect(await application.connections()).toEqual([]);
    });
  }

  test('somebody else’s way back signs nobody in, and GitHub is not asked about it', async ({
    anotherBrowser,
    application,
  }) => {
    const context = await anotherBrowser(WALLED);
    const tab = await context.newPage();
    await tab.goto(`${application.url}/sign-in`);
    const { searchParams } = await pressButton(tab);
    const page = await context.newPage();
    const state = searchParams.get('state') ?? '';
    const forged = [
      `code=theirs&state=${state.split('').reverse().join('')}`,
      'code=theirs',
      'error=access_denied',
    ];
    for (const query of forged) {
      await page.goto(`${application.url}/api/auth/callback/github?${query}`);
      await expect(page).toHaveURL(/\/sign-in\?/);
      await expect(
        page.getByRole('alert').filter({ hasText: 'Signing in did not work. Please try again.' }),
      ).toBeVisible();
      await expect(button(page)).toBeVisible();
    }
    // In a browser that never set out, the right state is no better.
    const victim = await (await anotherBrowser(WALLED)).newPage();
    await victim.goto(`${application.url}/api/auth/callback/github?code=theirs&state=${state}`);
    await expect(victim).toHaveURL(/\/sign-in\?/);
    for (const browser of [context, victim.context()]) {
      const names = (await browser.cookies(application.url)).map(({ name }) => name);
      expect(names).not.toContain('next-auth.session-token');
    }
    expect(await application.connections()).toEqual([]);
    expect(await application.query('SELECT * FROM users')).toEqual([]);
  });
});
