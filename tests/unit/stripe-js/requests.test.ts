import { describe, expect, it } from 'vitest';
import { objectFrom } from '@/sandbox/stripe-js/api/answer';
import { cardPairs } from '@/sandbox/stripe-js/confirm/card-params';
import { futureUseOf } from '@/sandbox/stripe-js/elements/future-use';
import { emailGuards } from '@/sandbox/stripe-js/link/email';
import { paymentGuards } from '@/sandbox/stripe-js/link/payment';
import { isFromFrame, isToFrame } from '@/sandbox/stripe-js/link/protocol';
import { isCardQuestion } from '@/sandbox/stripe-js/link/requests';
import { isFromWalletFrame, isToWalletFrame } from '@/sandbox/stripe-js/link/wallet';
import { savedCardStrings } from '@/sandbox/stripe-js/locale/saved-cards';

describe('what goes with a card', () => {
  const collected = {
    billing: { email: 'ada@example.com', name: 'Ada' },
    shipping: { name: 'Ada', address: { city: 'Berlin' } },
  };

  it('is what the elements hold, under what the page says', () => {
    const params = { payment_method_data: { billing_details: { name: 'Grace' } } };
    expect(cardPairs(params, collected)).toEqual([
      ['payment_method_data[billing_details][email]', 'ada@example.com'],
      ['payment_method_data[billing_details][name]', 'Grace'],
      ['shipping[name]', 'Ada'],
      ['shipping[address][city]', 'Berlin'],
    ]);
  });

  it('is nothing where there is nothing', () => {
    expect(cardPairs({}, { billing: {}, shipping: null })).toEqual([]);
  });

  it('is a shipping address of the page’s own before one that was typed', () => {
    const pairs = cardPairs({ shipping: { name: 'Grace' } }, { ...collected, billing: {} });
    expect(pairs).toEqual([['shipping[name]', 'Grace']]);
  });
});

describe('what becomes of the card', () => {
  it.each([
    [{ mode: 'setup' }, null, 'off_session'],
    [{ mode: 'subscription', amount: 1, currency: 'usd' }, null, 'off_session'],
    [{ mode: 'payment', amount: 1, currency: 'usd' }, null, null],
    [{ mode: 'payment', amount: 1, currency: 'usd', setupFutureUsage: 'on_session' }, null, 'on_session'],
    [{ clientSecret: 'pi_1_secret_2' }, 'off_session', 'off_session'],
  ] as const)('with %j and an intent’s %s is %s', (options, usage, expected) => {
    expect(futureUseOf(options, usage)).toBe(expected);
  });
});

describe('messages between page and frame', () => {
  const looks = { language: 'en', variables: {}, rules: [], session: null };

  it('are read by what they are', () => {
    expect(isToFrame(paymentGuards, { type: 'configure', config: looks })).toBe(true);
    expect(isToFrame(paymentGuards, { type: 'ask', id: 1, question: { kind: 'submit' } })).toBe(true);
    expect(isFromFrame(paymentGuards, { type: 'height', pixels: 12 })).toBe(true);
    expect(
      isFromFrame(emailGuards, { type: 'answered', id: 1, answer: { kind: 'submitted', error: null } }),
    ).toBe(true);
  });

  it.each([
    null,
    'configure',
    { type: 'configure', config: { ...looks, language: 'xx' } },
    { type: 'configure', config: { ...looks, session: { secret: 'cuss_secret_1' } } },
    { type: 'ask', id: '1', question: { kind: 'submit' } },
    { type: 'ask', id: 1, question: { kind: 'confirm', access: {}, pairs: [] } },
    { type: 'anything' },
  ])('are refused when they are not: %j', (message) => {
    expect(isToFrame(paymentGuards, message)).toBe(false);
  });

  it('hold a question about a card to its shape', () => {
    const access = { key: 'pk_test_a', apiVersion: null, stripeAccount: null };
    const create = { kind: 'create', what: 'confirmation_token', access, pairs: [] };
    expect(isCardQuestion(create)).toBe(true);
    expect(isCardQuestion({ ...create, what: 'token' })).toBe(false);
    expect(isCardQuestion({ kind: 'confirm', access, pairs: [], intent: 'order', intentId: 'x' })).toBe(
      false,
    );
  });

  it('of a wallet are held to theirs', () => {
    const sheet = { language: 'en', wallet: 'link', status: { kind: 'choosing' } };
    expect(isToWalletFrame({ type: 'sheet', sheet })).toBe(true);
    expect(isToWalletFrame({ type: 'sheet', sheet: { ...sheet, wallet: 'purse' } })).toBe(false);
    expect(isFromWalletFrame({ type: 'rate', rate: 'slow' })).toBe(true);
    expect(isFromWalletFrame({ type: 'height', pixels: Number.NaN })).toBe(false);
  });
});

describe('an object that comes back', () => {
  it('is told from an error and from nonsense', () => {
    expect(objectFrom({ object: 'confirmation_token', id: 'ctoken_1' }).kind).toBe('object');
    const declined = { error: { type: 'card_error', code: 'card_declined', message: 'No.' } };
    expect(objectFrom(declined)).toMatchObject({ kind: 'error', error: { type: 'card_error' } });
    expect(objectFrom('nonsense')).toMatchObject({ kind: 'error', error: { type: 'api_error' } });
  });
});

describe('the words of saved cards', () => {
  it.each(['en', 'de', 'fr', 'es', 'ja'] as const)('have their places in %s', (language) => {
    const strings = savedCardStrings(language);
    expect(strings.endingIn).toMatch(/(?=.*\{brand\})(?=.*\{last4\})/);
    expect(strings.removeQuestion).toContain('{card}');
  });
});
