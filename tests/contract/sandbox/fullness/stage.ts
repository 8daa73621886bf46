import type Stripe from 'stripe';
import { expect } from 'vitest';
import { fullnessOf, ROWS, rowsFor } from '../../../../sandbox/faithful/fullness';
import { isApiObject } from '../../../../sandbox/faithful/objects';
import { subscribeWaiting } from '../billing-harness';
import { openTimedShop, type TimedShop } from '../time-harness';

// Objects are looked at as they travel: the SDK parses decimals and hides headers in what it answers.

/** A shop with what most states begin with. */
export interface Stage extends TimedShop {
  /** A customer with a card that pays. */
  buyer(card?: string): Promise<Stripe.Customer>;
  /** Expects an object to be in a state of the table, and to be as full as the table says. */
  fits(object: object, state: string): void;
  /** A subscription that waits for its first payment. */
  waiting(): ReturnType<typeof subscribeWaiting>;
}

export async function openStage(): Promise<Stage> {
  const shop = await openTimedShop();
  const { stripe } = shop;
  return {
    ...shop,
    async buyer(card = 'pm_card_visa') {
      const { id } = await stripe.customers.create({ email: 'jenny.rosen@example.com' });
      const method = await stripe.paymentMethods.attach(card, { customer: id });
      return stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
    },
    fits,
    async waiting() {
      const { id } = await stripe.customers.create({});
      return subscribeWaiting(shop, id, [{ price: shop.pro.monthly }]);
    },
  };
}

function fits(object: object, state: string): void {
  if (!isApiObject(object)) throw new Error('That is no object of the API.');
  // A state that the table does not know would pass whatever it held.
  expect(ROWS.some((row) => row.object === object.object && row.state === state)).toBe(true);
  expect(rowsFor(object).map((row) => row.state)).toContain(state);
  expect(fullnessOf(object)).toEqual([]);
}
