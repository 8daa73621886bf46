import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, monthlyPrice, refusal, stripe } from './harness';

const code = () => `C${Math.random().toString(36).slice(2)}`;

describeResource('Coupons and promotion codes', () => {
  it('take off either a share or an amount', async () => {
    expect(await stripe.coupons.create({ percent_off: 25.5, duration: 'forever' })).toMatchObject({
      object: 'coupon',
      amount_off: null,
      duration: 'forever',
      percent_off: 25.5,
      times_redeemed: 0,
      valid: true,
    });
    const both = stripe.coupons.create({ percent_off: 5, amount_off: 5, currency: 'usd' });
    expect((await refusal(both)).statusCode).toBe(400);
    expect((await refusal(stripe.coupons.create({ duration: 'once' }))).statusCode).toBe(400);
  });

  it('last for months only if they repeat', async () => {
    const repeating = { percent_off: 5, duration: 'repeating' } as const;
    expect(await refusal(stripe.coupons.create(repeating))).toMatchObject({
      statusCode: 400,
      param: 'duration_in_months',
    });
    const made = await stripe.coupons.create({ ...repeating, duration_in_months: 3 });
    expect(made.duration_in_months).toBe(3);
  });

  it('show what they apply to only when asked', async () => {
    const { product } = await monthlyPrice();
    const made = await stripe.coupons.create({
      percent_off: 5,
      applies_to: { products: [String(product)] },
    });
    expect(made.applies_to).toBeUndefined();
    const full = await stripe.coupons.retrieve(made.id, { expand: ['applies_to'] });
    expect(full.applies_to).toEqual({ products: [product] });
  });

  it('are counted when a subscription takes them, and used up in the end', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, max_redemptions: 1 });
    const price = await monthlyPrice();
    const buy = async () =>
      stripe.subscriptions.create({
        customer: (await cardCustomer()).id,
        items: [{ price: price.id }],
        discounts: [{ coupon: coupon.id }],
        expand: ['latest_invoice'],
      });
    expect(await buy()).toMatchObject({ latest_invoice: { subtotal: 2000, total: 1000 } });
    expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1, valid: false });
    expect((await refusal(buy())).statusCode).toBe(400);
  });

  it('have codes that are unique in any case', async () => {
    const { id } = await stripe.coupons.create({ percent_off: 5 });
    const text = code();
    const promotion = { type: 'coupon', coupon: id } as const;
    const made = await stripe.promotionCodes.create({ promotion, code: text });
    expect(made).toMatchObject({ active: true, code: text, promotion: { coupon: id, type: 'coupon' } });
    const again = stripe.promotionCodes.create({ promotion, code: text.toUpperCase() });
    expect((await refusal(again)).statusCode).toBe(400);
    const { data } = await stripe.promotionCodes.list({ code: text.toLowerCase() });
    expect(data.map((one) => one.id)).toEqual([made.id]);
  });

  it('have codes that can be for one customer only', async () => {
    const { id } = await stripe.coupons.create({ percent_off: 5 });
    const [own, other] = [await anyCustomer(), await anyCustomer()];
    const promotion = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: id },
      customer: own.id,
    });
    const price = await monthlyPrice();
    const preview = (customer: string) =>
      stripe.invoices.createPreview({
        customer,
        subscription_details: { items: [{ price: price.id }] },
        discounts: [{ promotion_code: promotion.id }],
      });
    expect((await preview(own.id)).total).toBe(1900);
    expect((await refusal(preview(other.id))).statusCode).toBe(400);
  });
});
