import { describe, expect, it } from 'vitest';
import { parseClientSecret, parseClientSecretOf } from '@/sandbox/stripe-js/api/client-secret';
import { checkGroupOptions, type GroupOptions } from '@/sandbox/stripe-js/elements/options';
import { IntegrationError } from '@/sandbox/stripe-js/integration-error';
import { checkPublishableKey } from '@/sandbox/stripe-js/publishable-key';

const check = (options: Record<string, unknown>) => {
  const given: GroupOptions = { ...options };
  return () => checkGroupOptions(given, 'elements()');
};

describe('options of elements()', () => {
  it.each([
    [{}],
    [{ mode: 'payment', amount: 1099, currency: 'usd' }],
    [{ mode: 'subscription', amount: 0, currency: 'jpy' }],
    [{ mode: 'setup' }],
    [{ mode: 'setup', currency: 'eur', amount: 3.5 }],
    [{ clientSecret: 'pi_1_secret_2' }],
    [{ mode: 'payment', amount: 1, currency: 'usd', setupFutureUsage: null, locale: 'auto' }],
  ])('takes %j', (options) => {
    expect(check(options)).not.toThrow();
  });

  it.each([
    [{ mode: 'payment', amount: 10.5, currency: 'usd' }, /amount should be/],
    [{ mode: 'payment', amount: '10', currency: 'usd' }, /amount should be/],
    [{ mode: 'payment', amount: -1, currency: 'usd' }, /amount should be/],
    [{ mode: 'payment', amount: 0, currency: 'usd' }, /greater than 0/],
    [{ mode: 'payment', amount: 100_000_000, currency: 'usd' }, /amount should be/],
    [{ mode: 'payment', currency: 'usd' }, /You specified: undefined/],
    [{ mode: 'payment', amount: 1 }, /Missing value.*currency/],
    [{ mode: 'payment', amount: 1, currency: 'USD' }, /lowercase/],
    [{ mode: 'sale', amount: 1, currency: 'usd' }, /mode should be one of/],
    [{ mode: 'setup', clientSecret: 'pi_1_secret_2' }, /cannot provide both/],
    [{ clientSecret: 'pi_1' }, /client secret of the form/],
    [{ mode: 'setup', payment_method_types: ['card'] }, /no longer supported as of endive/],
    [{ mode: 'setup', setupFutureUsage: 'later' }, /setupFutureUsage/],
    [{ mode: 'setup', captureMethod: 'never' }, /captureMethod/],
  ])('refuses %j', (options, message) => {
    expect(check(options)).toThrow(IntegrationError);
    expect(check(options)).toThrow(message);
  });
});

describe('client secrets', () => {
  it('names the kind of intent and its id', () => {
    expect(parseClientSecret('pi_3Abc_secret_xyz', 'm')).toEqual({
      kind: 'payment_intent',
      id: 'pi_3Abc',
      secret: 'pi_3Abc_secret_xyz',
    });
    expect(parseClientSecret('seti_1_secret_2', 'm').kind).toBe('setup_intent');
  });

  it.each([[''], ['pi_1'], ['cs_test_1_secret_2'], ['pi_1_secret_2/../x'], [undefined], [null]])(
    'refuses %j',
    (value) => {
      expect(() => parseClientSecret(value, 'stripe.x()')).toThrow(/Invalid value for stripe\.x\(\)/);
    },
  );

  it('refuses the other kind of intent', () => {
    expect(() => parseClientSecretOf('setup_intent', 'pi_1_secret_2', 'm')).toThrow(/SetupIntent/);
    expect(() => parseClientSecretOf('payment_intent', 'seti_1_secret_2', 'm')).toThrow(/PaymentIntent/);
  });
});

describe('publishable keys', () => {
  it('takes test keys only', () => {
    expect(checkPublishableKey('pk_test_sandbox')).toBe('pk_test_sandbox');
    for (const key of ['sk_test_x', 'rk_test_x', 'pk_live_x', '', '  ', 7, undefined]) {
      expect(() => checkPublishableKey(key)).toThrow(IntegrationError);
    }
  });
});
