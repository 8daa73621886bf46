import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDiscounts, type DiscountToApply } from '@/sandbox/api/billing/discounts/apply';
import {
  type CouponTerms,
  couponRefusal,
  type PromotionTerms,
  type Purchase,
  promotionIsActive,
  promotionRefusal,
} from '@/sandbox/api/billing/discounts/rules';

const NOW = 1_790_000_000;

const coupon = (over: Partial<CouponTerms> = {}): CouponTerms => ({
  id: 'HALF',
  percent_off: 50,
  amount_off: null,
  currency: null,
  currency_options: {},
  redeem_by: null,
  max_redemptions: null,
  times_redeemed: 0,
  products: null,
  ...over,
});

const promotion = (over: Partial<PromotionTerms> = {}): PromotionTerms => ({
  id: 'promo_1',
  switchedOn: true,
  customer: null,
  expires_at: null,
  max_redemptions: null,
  times_redeemed: 0,
  first_time_transaction: false,
  minimum_amount: null,
  minimum_amount_currency: null,
  minimum_by_currency: {},
  ...over,
});

const purchase = (over: Partial<Purchase> = {}): Purchase => ({
  now: NOW,
  currency: 'usd',
  subtotal: 2000,
  products: ['prod_pro'],
  customer: { id: 'cus_1', hasPriorTransactions: false },
  ...over,
});

describe('whether a coupon may be used', () => {
  it('lets a valid one through', () => expect(couponRefusal(coupon(), purchase())).toBeNull());

  it('refuses an expired one, on the second', () => {
    expect(couponRefusal(coupon({ redeem_by: NOW }), purchase())).toEqual({
      message: 'Coupon expired: HALF',
      code: 'coupon_expired',
    });
    expect(couponRefusal(coupon({ redeem_by: NOW + 1 }), purchase())).toBeNull();
  });

  it('refuses a used-up one', () =>
    expect(couponRefusal(coupon({ max_redemptions: 2, times_redeemed: 2 }), purchase())?.message).toBe(
      'Coupon HALF is used up and cannot be applied.',
    ));

  it('refuses a sum that has no value in the currency, and accepts one that has', () => {
    const tenEuros = coupon({ percent_off: null, amount_off: 1000, currency: 'eur' });
    expect(couponRefusal(tenEuros, purchase())?.message).toMatch(/in eur and cannot be applied/);
    expect(couponRefusal(tenEuros, purchase({ currency: 'eur' }))).toBeNull();
    const both = coupon({ ...tenEuros, currency_options: { usd: { amount_off: 1100 } } });
    expect(couponRefusal(both, purchase())).toBeNull();
  });

  it('refuses one for other products', () => {
    expect(couponRefusal(coupon({ products: ['prod_team'] }), purchase())).toEqual({
      message: 'This coupon cannot be redeemed because it does not apply to anything in this order.',
      code: 'coupon_applies_to_nothing',
    });
    expect(couponRefusal(coupon({ products: ['prod_team', 'prod_pro'] }), purchase())).toBeNull();
  });
});

describe('whether a promotion code may be used', () => {
  it('lets a valid one through', () => expect(promotionRefusal(promotion(), purchase())).toBeNull());

  it.each([
    ['switched off', promotion({ switchedOn: false }), /inactive/],
    ['expired', promotion({ expires_at: NOW }), /expired/],
    ['used up', promotion({ max_redemptions: 1, times_redeemed: 1 }), /maximum number of times/],
    ["another customer's", promotion({ customer: 'cus_2' }), /another customer/],
  ])('refuses one that is %s', (_, code, message) =>
    expect(promotionRefusal(code, purchase())?.message).toMatch(message),
  );

  it('keeps first-time codes for first-time customers', () => {
    const first = promotion({ first_time_transaction: true });
    expect(promotionRefusal(first, purchase())).toBeNull();
    expect(promotionRefusal(first, purchase({ customer: null }))?.code).toBe(
      'promotion_code_customer_missing_first_time',
    );
    expect(
      promotionRefusal(first, purchase({ customer: { id: 'cus_1', hasPriorTransactions: true } })),
    ).toEqual({
      message:
        'This promotion code cannot be redeemed because the associated customer has prior transactions.',
      code: 'promotion_code_customer_not_first_time',
    });
  });

  it('asks for the minimum in the currency of the purchase', () => {
    const from20 = promotion({ minimum_amount: 2000, minimum_amount_currency: 'usd' });
    expect(promotionRefusal(from20, purchase())).toBeNull();
    expect(promotionRefusal(from20, purchase({ subtotal: 1999 }))?.message).toMatch(
      /minimum amount requirement/,
    );
    expect(promotionRefusal(from20, purchase({ currency: 'eur' }))).not.toBeNull();
    const both = promotion({ ...from20, minimum_by_currency: { eur: { minimum_amount: 1800 } } });
    expect(promotionRefusal(both, purchase({ currency: 'eur', subtotal: 1800 }))).toBeNull();
  });

  it('is active only while somebody could redeem it', () => {
    expect(promotionIsActive(promotion(), coupon(), NOW)).toBe(true);
    expect(promotionIsActive(promotion(), coupon({ redeem_by: NOW }), NOW)).toBe(false);
    expect(promotionIsActive(promotion({ expires_at: NOW }), coupon(), NOW)).toBe(false);
    expect(promotionIsActive(promotion({ max_redemptions: 1, times_redeemed: 1 }), coupon(), NOW)).toBe(
      false,
    );
    expect(promotionIsActive(promotion({ switchedOn: false }), coupon(), NOW)).toBe(false);
  });
});

describe('what discounts take off', () => {
  const percent = (id: string, off: number, products: string[] | null = null): DiscountToApply => ({
    id,
    reduction: { kind: 'percent', percent: off },
    products,
  });
  const sum = (id: string, amount: number): DiscountToApply => ({
    id,
    reduction: { kind: 'amount', amount },
    products: null,
  });
  const lines = [
    { amount: 2000, product: 'prod_pro' },
    { amount: 1000, product: 'prod_team' },
  ];

  it('spreads a sum over the lines in proportion', () =>
    expect(applyDiscounts(lines, [sum('di_1', 500)])).toEqual({
      lines: [
        { amounts: [{ discount: 'di_1', amount: 333 }], net: 1667 },
        { amounts: [{ discount: 'di_1', amount: 167 }], net: 833 },
      ],
      totals: [{ discount: 'di_1', amount: 500 }],
    }));

  it('applies a second discount to what the first left over', () =>
    expect(applyDiscounts(lines, [percent('di_1', 50), percent('di_2', 50)]).totals).toEqual([
      { discount: 'di_1', amount: 1500 },
      { discount: 'di_2', amount: 750 },
    ]));

  it('stays within the products it is for', () => {
    const { lines: out, totals } = applyDiscounts(lines, [percent('di_1', 10, ['prod_team'])]);
    expect(totals).toEqual([{ discount: 'di_1', amount: 100 }]);
    expect(out.map((l) => l.net)).toEqual([2000, 900]);
  });

  it('never takes off more than there is', () =>
    expect(applyDiscounts(lines, [sum('di_1', 99_999)]).totals).toEqual([
      { discount: 'di_1', amount: 3000 },
    ]));

  it('adds up, always: lines = total, no line below zero', () => {
    const discount = fc.oneof(
      fc.integer({ min: 1, max: 10_000 }).map((off) => percent(`di_${off}`, off / 100)),
      fc.integer({ min: 1, max: 100_000 }).map((off) => sum(`di_${off}`, off)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }),
        fc.array(discount, { maxLength: 3 }),
        (amounts, discounts) => {
          const result = applyDiscounts(
            amounts.map((amount) => ({ amount, product: 'p' })),
            discounts,
          );
          const taken = result.totals.reduce((a, t) => a + t.amount, 0);
          const left = result.lines.reduce((a, l) => a + l.net, 0);
          expect(left + taken).toBe(amounts.reduce((a, b) => a + b, 0));
          for (const line of result.lines) expect(line.net).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
