import { expect, type Locator, type Page } from '@playwright/test';
import Stripe from 'stripe';
import { z } from 'zod';
import { type Account, test as base } from './bench';

/** Calls that meet their failure at once. */
export const impatient = { maxNetworkRetries: 0 };

const CALM = { duplicate: null, delay: null, reorder: null, lose: null, api_version: null, schedule: 'fast' };

/** As `test`, and afterwards every switch that is not of one account alone is off again. */
export const test = base.extend<{ calm: undefined }>({
  calm: [
    async ({ account: { sandbox } }, use) => {
      await use(undefined);
      await sandbox.control('latency', { ms: 0 });
      await sandbox.control('limits', { mode: 'off' });
      await sandbox.control('webhooks', { mode: 'deliver', ...CALM });
    },
    { auto: true },
  ],
});

/** One group of switches, with its rare options unfolded. */
export async function unfolded(page: Page, name: string): Promise<Locator> {
  const section = page.getByRole('region', { name, exact: true });
  await section.locator('summary').click();
  return section;
}

/** Presses a button that has nothing to tell but that it was done. */
export async function press(page: Page, name: string): Promise<void> {
  // An earlier press of the same button has left the same words.
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name, exact: true }).click();
  await answered;
  await expect(page.getByText(`Done: ${name}`)).toBeAttached();
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw error ?? new Error('The call was not refused.');
}

const list = z.object({
  data: z.array(
    z.object({
      account: z.string(),
      event_id: z.string(),
      type: z.string(),
      state: z.string(),
      attempts: z.number(),
    }),
  ),
});

/** This account's deliveries, the newest first. */
export async function deliveriesOf({ sandbox, name }: Account) {
  const { data } = list.parse(await sandbox.control('deliveries'));
  return data.filter(({ account }) => account === name);
}

/** The state and the number of attempts of the newest delivery. */
export async function newest(account: Account): Promise<string> {
  const [first] = await deliveriesOf(account);
  return first ? `${first.state} ${first.attempts}` : 'none';
}
