import { BillingPage } from './support/billing-page';
import { freshEmail } from './support/buyer';
import { CARDS } from './support/cards';
import { expectDone, ON_TEAM } from './support/checkout-page';
import { enter, focused, tabTo } from './support/keyboard';
import { PlanPage } from './support/plan-page';
import { subscribe } from './support/subscribe';
import { expect, test } from './support/test';

test('a checkout by keyboard alone, 3-D Secure included', async ({ page, checkout, buyer, sandbox }) => {
  await checkout.open('team_monthly');
  await tabTo(page, focused(checkout.seats));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await checkout.typeByKeyboard(CARDS.setupAsksTheBank);
  await tabTo(page, focused(checkout.button));
  await page.keyboard.press('Enter');
  await checkout.answerBankByKeyboard();
  await expectDone(page, ON_TEAM);
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.items.data[0]?.quantity).toBe(2);
});

test('a plan changed, paused, resumed and canceled, and credits bought, by keyboard alone', async ({
  page,
  buyer,
  sandbox,
  books,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const [billing, change] = [new BillingPage(page), new PlanPage(page)];
  const plan = billing.section('Plan');
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await billing.open();
  await enter(page, link('Change plan'));
  await expect(page.getByRole('heading', { level: 1, name: 'Change plan' })).toBeVisible();
  await tabTo(page, focused(page.getByRole('radio', { name: 'Pro' })));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Team' })).toBeChecked();
  await tabTo(page, focused(change.seats));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await expect(change.amount('Next invoice')).toContainText('$30.00');
  await enter(page, change.confirm);
  await expect(plan).toContainText('2 seats');
  await enter(page, link('Pause plan'));
  await enter(page, button('Pause plan'));
  await expect(plan).toContainText('Paused');
  await enter(page, button('Resume plan'));
  await expect(plan).toContainText('Active');
  await enter(page, link('Cancel plan'));
  await enter(page, button('Cancel at period end'));
  await expect(plan).toContainText('Ends on');
  await enter(page, link('Buy credits'));
  await enter(page, button('Buy credits'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment complete');
  const [subscription] = await sandbox.subscriptionsOf(buyer.email);
  expect(subscription?.cancel_at_period_end).toBe(true);
});

test('billing details, a tax id, another card and the invoices, by keyboard alone', async ({
  page,
  buyer,
  sandbox,
  books,
  checkout,
}) => {
  await subscribe(sandbox, books, buyer, 'pro_monthly');
  const billing = new BillingPage(page);
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const type = async (label: string, text: string) => {
    await tabTo(page, focused(page.getByLabel(label, { exact: true })));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };
  await billing.open();
  await enter(page, link('Edit details'));
  await type('Name or company', 'Ada & Sons');
  await type('City', 'Berlin');
  await tabTo(page, focused(page.getByLabel('Country')));
  await page.keyboard.type('Germany');
  await enter(page, button('Save details'));
  await expect(page.getByText('Ada & Sons').first()).toBeVisible();
  await expect(page.getByText('Germany').first()).toBeVisible();
  await enter(page, link('Edit details'));
  await type('Tax id', 'DE123456789');
  await enter(page, button('Save tax id'));
  await expect(page.getByText('DE123456789')).toBeVisible();

  await enter(page, link('Add payment method'));
  await checkout.ready();
  await checkout.typeByKeyboard('5555555555554444');
  await enter(page, button('Save card'));
  const first = billing.cards().filter({ hasText: '4242' });
  const second = billing.cards().filter({ hasText: '4444' });
  await enter(page, second.getByRole('button', { name: 'Make default' }));
  await expect(second).toContainText('Default');
  await enter(page, first.getByRole('button', { name: 'Remove' }));
  await expect(billing.cards()).toHaveCount(1);

  await enter(page, link('All invoices'));
  await type('From', '01012020');
  await tabTo(page, focused(page.getByLabel('Status')));
  await page.keyboard.type('Paid');
  await enter(page, button('Search'));
  await expect(page).toHaveURL(/from=2020-01-01.*status=paid/);
  await expect(page.getByRole('table', { name: 'Invoices' }).locator('tbody tr')).toHaveCount(1);
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
