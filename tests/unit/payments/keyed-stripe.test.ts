import type Stripe from 'stripe';
import { expect, expectTypeOf, test } from 'vitest';
import { type IdempotencyKey, partKey, stepKey } from '@/lib/payments/idempotency-key';
import type { KeyedOptions, KeyedStripe } from '@/lib/payments/providers/stripe/keyed-stripe';
import { withKey } from '@/lib/payments/providers/stripe/with-key';

const KEY = stepKey('0199-operation', 'step');

test('a key names its operation, its step, its part and, after the first, its generation', () => {
  expect(KEY).toBe('billfold:0199-operation:step');
  expect(partKey(KEY, 'product')).toBe('billfold:0199-operation:step:product');
  expect(stepKey('0199-operation', 'step', 2)).toBe('billfold:0199-operation:step:2');
  expect(() => stepKey('0199-operation', 'x'.repeat(300))).toThrow(RangeError);
});

type Subscriptions = KeyedStripe['subscriptions'];

// Checked by the compiler, whenever types are.
test('no method of the SDK that changes something can be called without such a key', () => {
  expectTypeOf<string>().not.toExtend<IdempotencyKey>();
  expectTypeOf<Parameters<Subscriptions['update']>['length']>().toEqualTypeOf<3>();
  expectTypeOf<Parameters<Subscriptions['update']>[2]>().toEqualTypeOf<KeyedOptions>();
  expectTypeOf<Parameters<Subscriptions['cancel']>[2]>().toEqualTypeOf<KeyedOptions>();
  expectTypeOf<Parameters<KeyedStripe['refunds']['create']>[1]>().toEqualTypeOf<KeyedOptions>();
  expectTypeOf<Parameters<KeyedStripe['invoices']['finalizeInvoice']>[2]>().toEqualTypeOf<KeyedOptions>();
  expectTypeOf<Subscriptions['retrieve']>().toEqualTypeOf<Stripe['subscriptions']['retrieve']>();
  expectTypeOf(withKey(KEY)).toEqualTypeOf<KeyedOptions>();
});
