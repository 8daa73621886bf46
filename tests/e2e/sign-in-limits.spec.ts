import { randomInt } from 'node:crypto';
import type { APIResponse, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { freshEmail } from './support/buyer';
import { expect, test } from './support/test';

const RIGHT = 'correct horse battery';
const WRONG = 'wrong horse battery';

/** A visitor from an address of their own: what is closed to them must not be closed to the other tests. */
function fromElsewhere(options: BrowserContextOptions = {}): BrowserContextOptions {
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { ...options, extraHTTPHeaders: { 'x-forwarded-for': address } };
}

/** Opens an account and leaves it again, at the sign-in page. */
async function becomeKnown(page: Page): Promise<string> {
  const email = freshEmail();
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(RIGHT);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.goto('/sign-in');
  return email;
}

/** Tries a password in the form. The answer is there once the form has forgotten the password. */
async function tryPassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Password')).toHaveValue('');
}

const complaint = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

async function expectSignedOut(page: Page): Promise<void> {
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in$/);
}

for (const javaScriptEnabled of [true, false]) {
  test(`five wrong passwords close an account’s sign-in, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    anotherBrowser,
  }) => {
    const page = await (await anotherBrowser(fromElsewhere({ javaScriptEnabled }))).newPage();
    const email = await becomeKnown(page);
    for (let guess = 0; guess < 5; guess += 1) {
      await tryPassword(page, email, WRONG);
      await expect(complaint(page, 'That e-mail and password don’t go together.')).toBeVisible();
    }
    await tryPassword(page, email, RIGHT);
    await expect(complaint(page, 'Too many attempts. Try again in 15 minutes.')).toBeVisible();
    await expect(page.getByLabel('Email')).toHaveValue(email);
    await expectSignedOut(page);

    // Whoever comes from elsewhere is told the same: the account is closed, not the address alone.
    const other = await (await anotherBrowser(fromElsewhere({ javaScriptEnabled }))).newPage();
    await other.goto('/sign-in');
    await tryPassword(other, email, RIGHT);
    await expect(complaint(other, 'Too many attempts.')).toBeVisible();
    // And this address still lets everybody else in.
    const somebody = await becomeKnown(page);
    await page.getByLabel('Email').fill(somebody);
    await page.getByLabel('Password').fill(RIGHT);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText(somebody)).toBeVisible();
  });
}

/** Tries a password at next-auth's own address, as a program would. */
async function tryDirectly(
  { request }: BrowserContext,
  email: string,
  password: string,
): Promise<APIResponse> {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const form = { csrfToken, email, password, json: 'true' };
  return request.post('/api/auth/callback/credentials', { form });
}

test('there is no way around: next-auth’s own address counts and closes with the form', async ({
  anotherBrowser,
}) => {
  const context = await anotherBrowser(fromElsewhere());
  const page = await context.newPage();
  const email = await becomeKnown(page);
  expect((await tryDirectly(context, email, RIGHT)).status()).toBe(200);
  await context.clearCookies();
  for (let guess = 0; guess < 5; guess += 1) {
    const answer = await tryDirectly(context, email, WRONG);
    expect(answer.status()).toBe(401);
    expect(await answer.text()).toContain('CredentialsSignin');
  }
  await page.goto('/sign-in');
  await tryPassword(page, email, RIGHT);
  await expect(complaint(page, 'Too many attempts. Try again in 15 minutes.')).toBeVisible();
  const closed = await tryDirectly(context, email, RIGHT);
  expect(closed.status()).toBe(401);
  expect(decodeURIComponent(await closed.text())).toContain('Too many attempts. Try again in 15 minutes.');
  await expectSignedOut(page);
});
