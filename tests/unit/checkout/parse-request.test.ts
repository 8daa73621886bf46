import { describe, expect, test } from 'vitest';
import { parseOrder, parsePurchase } from '@/app/(account)/checkout/parse-request';

const order = { lookupKey: 'team_monthly', currency: 'usd', seats: 3, promotionCode: null };
const purchase = { lookupKey: 'credits_1000', currency: 'usd', cart: 1 };

describe('what a browser may ask to buy (failure 18)', () => {
  test('an order and a purchase', () => {
    expect(parseOrder(order)).toEqual({ ok: true, request: order });
    expect(parsePurchase(purchase)).toEqual({ ok: true, request: purchase });
  });

  test.each([
    ['an amount', { ...order, amount: 1 }, 'invalid_request', null],
    ['a price id', { ...order, price: 'price_123' }, 'invalid_request', null],
    ['an unknown lookup key', { ...order, lookupKey: 'gold_monthly' }, 'unknown_price', null],
    ['a lookup key of the prototype', { ...order, lookupKey: '__proto__' }, 'unknown_price', null],
    ['a pack as a plan', { ...order, lookupKey: 'credits_1000' }, 'unknown_price', null],
    ['a price id as a lookup key', { ...order, lookupKey: { id: 'price_123' } }, 'unknown_price', null],
    ['another currency', { ...order, currency: 'xyz' }, 'unknown_currency', null],
    ['no seats', { ...order, seats: 0 }, 'invalid_seats', 'seats'],
    ['seats below nothing', { ...order, seats: -1 }, 'invalid_seats', 'seats'],
    ['half a seat', { ...order, seats: 1.5 }, 'invalid_seats', 'seats'],
    ['a thousand million seats', { ...order, seats: 1e9 }, 'invalid_seats', 'seats'],
    ['seats as text', { ...order, seats: '3' }, 'invalid_seats', 'seats'],
    ['not a number of seats', { ...order, seats: Number.NaN }, 'invalid_seats', 'seats'],
    ['a blank code', { ...order, promotionCode: ' ' }, 'promotion_code_unknown', 'promotionCode'],
    ['nothing', null, 'invalid_request', null],
    ['a list', [order], 'invalid_request', null],
  ])('%s is refused, and the answer says which field', (_what, input, code, field) => {
    expect(parseOrder(input)).toMatchObject({ ok: false, refusal: { kind: 'refused', code, field } });
  });

  test.each([
    ['an amount', { ...purchase, amount: 1 }],
    ['a plan as a pack', { ...purchase, lookupKey: 'pro_monthly' }],
    ['a cart that is no number', { ...purchase, cart: 'x' }],
    ['a cart below nothing', { ...purchase, cart: -1 }],
  ])('a purchase with %s is refused', (_what, input) => {
    expect(parsePurchase(input).ok).toBe(false);
  });
});
