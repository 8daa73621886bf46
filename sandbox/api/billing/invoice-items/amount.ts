import { forbiddenState, idOf, invalidRequest, type Transaction } from '../../kernel';
import { priceAmount } from '../prices/amount';
import { cost } from '../prices/decimal';
import { createPrice } from '../prices/make';
import { optionsOf, type Price, prices } from '../prices/price';
import { createProduct, products } from '../products/product';
import type { InvoiceItem } from './invoice-item';
import type { AmountFields } from './params';

/** What an item costs and where that comes from. */
export type Priced = Pick<
  InvoiceItem,
  'amount' | 'currency' | 'pricing' | 'quantity' | 'quantity_decimal'
> & {
  /** What the price is for; null for an amount without one. */
  product: string | null;
};

/** Whether a request says anything of the amount. */
export function namesAmount(fields: AmountFields): boolean {
  const { amount, price_data, pricing, unit_amount_decimal, quantity, quantity_decimal } = fields;
  return [amount, price_data, pricing, unit_amount_decimal, quantity, quantity_decimal].some(
    (value) => value !== undefined,
  );
}

/**
 * Works out the amount of an item. Throws 400.
 * @param currency what is billed in, when the price does not decide
 * @param at where the fields are in the request: '' or `lines[0]`
 */
export function priceItem(tx: Transaction, fields: AmountFields, currency: string, at = ''): Priced {
  const ways = [fields.amount, fields.price_data, fields.pricing?.price, fields.unit_amount_decimal];
  if (ways.filter((way) => way !== undefined).length !== 1) {
    const message =
      'You must specify exactly one of these parameters: amount, pricing[price], price_data, unit_amount_decimal.';
    throw invalidRequest(message, { param: named('amount', at) });
  }
  const quantity = quantityOf(fields, at);
  if (fields.amount !== undefined) {
    if (quantity !== null) {
      const message = 'You cannot specify a quantity together with amount: use unit_amount_decimal.';
      throw invalidRequest(message, { param: named('quantity', at) });
    }
    const unit = String(fields.amount);
    return counted(unit, '1', {
      currency,
      product: null,
      pricing: { type: 'price_details', unit_amount_decimal: unit },
    });
  }
  if (fields.unit_amount_decimal !== undefined) {
    const unit = fields.unit_amount_decimal;
    const pricing = { type: 'price_details' as const, unit_amount_decimal: unit };
    return counted(unit, quantity ?? '1', { currency, product: null, pricing });
  }
  const price = fields.price_data
    ? inlinePrice(tx, fields.price_data, at)
    : oneTimePrice(tx, fields.pricing?.price ?? '', named('pricing', at));
  return ofPrice(tx, price, quantity ?? '1', currency, at);
}

/** The same item with another quantity. Throws 400 for a proration (inferred): a change of the subscription made it. */
export function recount(
  tx: Transaction,
  item: Pick<InvoiceItem, 'pricing' | 'currency' | 'proration'>,
  quantity: string,
): Priced {
  const { currency, pricing, proration } = item;
  if (proration) {
    throw forbiddenState('You cannot change the quantity of a proration.', { param: 'quantity' });
  }
  const price = tx.get(prices, idOf(pricing?.price_details?.price) ?? '');
  if (price) return ofPrice(tx, price, quantity, currency, '');
  return counted(pricing?.unit_amount_decimal ?? '0', quantity, { currency, product: null, pricing });
}

/** The quantity a request names, as decimal text; null when it names none. Throws 400. */
export function quantityOf(
  fields: Pick<AmountFields, 'quantity' | 'quantity_decimal'>,
  at = '',
): string | null {
  const { quantity, quantity_decimal } = fields;
  if (quantity !== undefined && quantity_decimal !== undefined) {
    const message = 'You may only specify one of these parameters: quantity, quantity_decimal.';
    throw invalidRequest(message, { param: named('quantity', at) });
  }
  if (quantity_decimal?.startsWith('-')) {
    const message = 'This value must be greater than or equal to 0.';
    throw invalidRequest(message, { param: named('quantity_decimal', at) });
  }
  return quantity_decimal ?? (quantity === undefined ? null : String(quantity));
}

function counted(
  unit: string,
  quantity: string,
  rest: Pick<Priced, 'currency' | 'pricing' | 'product'>,
): Priced {
  return { ...rest, amount: cost(unit, quantity), ...quantities(quantity) };
}

function quantities(quantity: string): Pick<Priced, 'quantity' | 'quantity_decimal'> {
  return { quantity: Math.floor(Number(quantity)), quantity_decimal: quantity };
}

function ofPrice(tx: Transaction, price: Price, quantity: string, currency: string, at: string): Priced {
  const used = optionsOf(tx, price)[currency] ? currency : price.currency;
  if (used !== currency) {
    const message = `The price specified only supports \`${used}\`. This doesn't match the expected currency: \`${currency}\`.`;
    throw forbiddenState(message, { param: named('pricing', at) });
  }
  const product = typeof price.product === 'string' ? price.product : price.product.id;
  const { amount, unit_amount_decimal } = priceAmount(tx, price, Number(quantity), currency);
  return {
    amount,
    currency,
    product,
    pricing: { price_details: { price: price.id, product }, type: 'price_details', unit_amount_decimal },
    ...quantities(quantity),
  };
}

/** A price that an invoice item may have. Throws 400. */
function oneTimePrice(tx: Transaction, id: string, at: string): Price {
  const param = `${at}[price]`;
  const price = tx.referenced(prices, id, param);
  if (!price.active) {
    const message = 'The price specified is inactive. This field only accepts active prices.';
    throw forbiddenState(message, { param });
  }
  if (price.type === 'one_time') return price;
  throw forbiddenState(
    'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
    { param },
  );
}

/** A price made for this item alone: it is not to be used again, and says so by being inactive. */
function inlinePrice(tx: Transaction, data: NonNullable<AmountFields['price_data']>, at: string): Price {
  const { product, product_data, ...fields } = data;
  const param = `${named('price_data', at)}[product]`;
  if ((product === undefined) === (product_data === undefined)) {
    const message = 'You must specify exactly one of these parameters: product, product_data.';
    throw invalidRequest(message, { param });
  }
  const id = product_data
    ? createProduct(tx, { ...product_data, id: tx.newId('prod') }).id
    : tx.referenced(products, product ?? '', param).id;
  return createPrice(tx, id, { ...fields, active: false });
}

function named(name: string, at: string): string {
  return at === '' ? name : `${at}[${name}]`;
}
