import type { z } from 'zod';
import { forbiddenState, noSuch, type Transaction } from '../../kernel';
import { createPrice } from '../prices/make';
import type { Price } from '../prices/price';
import { products } from '../products/product';
import type { oneTimePriceData, recurringPriceData } from './parts';

type PriceData = z.output<typeof oneTimePriceData> | z.output<typeof recurringPriceData>;

/** A price made on the spot for one use: inactive, as Stripe keeps those. Throws 400. */
export function inlinePrice(tx: Transaction, data: PriceData, at: string, currency: string): Price {
  const { product: id, ...terms } = data;
  const product = tx.get(products, id);
  if (!product) throw noSuch('product', id, { param: `${at}[product]` });
  if (terms.currency !== currency) {
    const message = `The price specified does not support \`${currency}\`, the subscription's currency.`;
    throw forbiddenState(message, { param: `${at}[currency]` });
  }
  return createPrice(tx, product.id, { ...terms, active: false });
}
