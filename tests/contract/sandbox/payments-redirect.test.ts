import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { type Account, newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const CARD = 'pm_card_authenticationRequired';
const BACK = 'https://shop.example/done?order=7';

async function redirected(account: Account) {
  const intent = await account.stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: CARD,
    confirm: true,
    return_url: BACK,
  });
  expect(intent.next_action).toMatchObject({
    type: 'redirect_to_url',
    redirect_to_url: { return_url: BACK },
  });
  return { intent, url: intent.next_action?.redirect_to_url?.url ?? '' };
}

/** Presses a button of the bank's page; answers where it leads. */
async function press(url: string, outcome: 'succeed' | 'fail'): Promise<URL> {
  const page = await fetch(url);
  expect(await page.text()).toContain('Complete authentication');
  const origin = new URL(url).origin;
  const body = new URLSearchParams({ outcome });
  const reply = await fetch(url, { method: 'POST', body, headers: { origin }, redirect: 'manual' });
  expect(reply.status).toBe(303);
  return new URL(reply.headers.get('location') ?? '');
}

describe('a buyer who is sent to the bank', () => {
  it('comes back with the payment made', async () => {
    const account = newAccount(harness);
    const { intent, url } = await redirected(account);
    const back = await press(url, 'succeed');
    expect(back.origin).toBe('https://shop.example');
    expect(Object.fromEntries(back.searchParams)).toEqual({
      order: '7',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
    expect((await account.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    expect((await fetch(url)).status).toBe(404);
  });

  it('comes back without it when authentication failed', async () => {
    const account = newAccount(harness);
    const { intent, url } = await redirected(account);
    const back = await press(url, 'fail');
    expect(back.searchParams.get('redirect_status')).toBe('failed');
    const failed = await account.stripe.paymentIntents.retrieve(intent.id);
    expect(failed.last_payment_error?.code).toBe('payment_intent_authentication_failure');
  });

  it('sets a card up in the same way', async () => {
    const account = newAccount(harness);
    const intent = await account.stripe.setupIntents.create({
      payment_method: CARD,
      confirm: true,
      return_url: BACK,
    });
    const back = await press(intent.next_action?.redirect_to_url?.url ?? '', 'succeed');
    expect(back.searchParams.get('setup_intent')).toBe(intent.id);
    expect((await account.stripe.setupIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('is asked by Stripe.js instead when the server wants that, or names no address', async () => {
    const account = newAccount(harness);
    const own = await account.pay(CARD, { return_url: BACK, use_stripe_sdk: true });
    expect(own.next_action?.type).toBe('use_stripe_sdk');
    expect((await account.pay(CARD)).next_action?.type).toBe('use_stripe_sdk');
    const wrong = account.pay(CARD, { return_url: 'nowhere' });
    expect(await refusalOf(wrong)).toMatchObject({ statusCode: 400, param: 'return_url' });
  });
});
