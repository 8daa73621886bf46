import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { Books } from './support/books';
import { createBuyer, freshEmail, signIn } from './support/buyer';
import { CARDS } from './support/cards';
import { CheckoutPage, expectDone, ON_PRO, ON_TEAM } from './support/checkout-page';
import { expect, test } from './support/test';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [375, 1280];

/** Colours that are still changing would be measured halfway. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
  );
}

/** No violation, light and dark, on a phone and on a desk. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await atRest(page);
      // The other mode looks into frames of other origins, for which it opens a page of its own each time.
      const framed = page.frames().length > 1;
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(!framed).analyze();
      for (const { id, nodes } of violations) {
        const where = nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`);
        found.push(`${what}, ${colorScheme}, ${width}: ${id} at ${where.join('; ')}`);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${what}, ${width}: ${overflow} pixels wider than the screen`);
    }
  }
  expect(found).toEqual([]);
}

async function subscribedBuyer(page: Page, checkout: CheckoutPage, books: Books): Promise<void> {
  await signIn(page.context(), (await createBuyer(books)).id);
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.good);
  await expectDone(page, ON_PRO);
}

for (const path of ['/', '/pricing', '/sign-up', '/sign-in', '/no-such-page']) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page, path);
  });
}

test('axe finds nothing on forms that complain', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'sign-up with errors');
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(freshEmail());
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'don’t go together' })).toBeVisible();
  await expectAccessible(page, 'sign-in with errors');
});

test('axe finds nothing on the menu of a phone', async ({ page, buyer }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/pricing');
  await page.getByText('Menu').click();
  await expect(page.getByRole('link', { name: 'Billing' })).toBeVisible();
  await expectAccessible(page, `menu of ${buyer.name}`);
});

for (const lookupKey of ['pro_monthly', 'team_monthly', 'credits_1000']) {
  test(`axe finds nothing on the checkout of ${lookupKey}, its frame included`, async ({
    page,
    checkout,
    buyer,
  }) => {
    await checkout.open(lookupKey);
    await page.getByText('Cards to try').click();
    await expectAccessible(page, `checkout of ${lookupKey} for ${buyer.name}`);
  });
}

test('axe finds nothing on a checkout that was declined, nor on the bank’s window', async ({
  page,
  checkout,
  buyer,
}) => {
  await checkout.open('pro_monthly');
  await checkout.pay(CARDS.declined);
  await checkout.expectAlert('Your card was declined.');
  await expectAccessible(page, `declined, ${buyer.name}`);
  await checkout.pay(CARDS.asksTheBank);
  await expect(checkout.challenge.getByRole('button', { name: 'Complete authentication' })).toBeVisible();
  await expectAccessible(page, '3-D Secure');
});

test('axe finds nothing on a free user’s pages', async ({ page, buyer }) => {
  for (const path of ['/account', '/billing']) {
    await page.goto(path);
    await expectAccessible(page, `${path} of ${buyer.name}`);
  }
});

test('axe finds nothing on a payer’s pages', async ({ page, checkout, books }) => {
  await subscribedBuyer(page, checkout, books);
  await expectAccessible(page, 'completion');
  for (const path of ['/account', '/members', '/billing', '/checkout/pro_monthly']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, path);
  }
});

const ADMIN = [
  ['/admin', '/admin/customers', '/admin/subscriptions'],
  ['/admin/payments', '/admin/webhooks', '/admin/health'],
];
for (const paths of ADMIN) {
  test(`axe finds nothing on the admin’s ${paths.join(', ')}`, async ({ page, books, anotherBrowser }) => {
    const other = await (await anotherBrowser()).newPage();
    await subscribedBuyer(other, new CheckoutPage(other), books);
    await signIn(page.context(), (await createBuyer(books, 'admin')).id);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, path);
    }
  });
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error('Tab does not lead there');
}

test('a checkout by keyboard alone, 3-D Secure included', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('team_monthly');
  const focused = (locator: Locator) => () =>
    locator.evaluate((element) => element === document.activeElement);
  await tabTo(page, focused(checkout.seats));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await tabTo(page, focused(checkout.card.getByLabel('Card number')));
  await page.keyboard.type(CARDS.setupAsksTheBank);
  await page.keyboard.press('Tab');
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await tabTo(page, focused(checkout.button));
  await page.keyboard.press('Enter');
  const complete = checkout.challenge.getByRole('button', { name: 'Complete authentication' });
  await expect(complete).toBeVisible();
  await tabTo(page, focused(complete));
  // Not awaited: the key takes the frame that it was pressed in away, and then nobody acknowledges it.
  void page.keyboard.press('Enter').catch(() => null);
  await expectDone(page, ON_TEAM);
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.items.data[0]?.quantity).toBe(2);
});

test('signing up and signing in need no script', async ({ anotherBrowser }) => {
  const context = await anotherBrowser({ javaScriptEnabled: false });
  const page = await context.newPage();
  const email = freshEmail();
  await page.goto('/sign-up?next=%2Fbilling');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Use at least 10 characters.').first()).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('wrong horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That e-mail and password don’t go together.')).toBeVisible();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Current plan: Free' })).toBeVisible();
});

test('choosing yearly needs no script either', async ({ anotherBrowser }) => {
  const page = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  await page.goto('/pricing');
  await page.getByRole('radio', { name: 'Yearly' }).check();
  await page.getByRole('link', { name: 'Choose Pro' }).click();
  await expect(page).toHaveURL(/\/sign-up\?next=%2Fcheckout%2Fpro_yearly$/);
});
