import { idOf, type Transaction } from '../../kernel';
import { displayAmount } from '../arithmetic/currencies';
import { describeRecurrence } from '../arithmetic/describe';
import { products } from '../products/product';
import { priceAmount } from './amount';
import type { Price } from './price';

/** One line's worth of a price: all of it, or one tier. */
export interface PriceLine {
  /** Minor units, before discounts. */
  amount: number;
  quantity: number;
  /** Minor units as decimal text; null for a tier's flat amount, which has no units. */
  unit_amount_decimal: string | null;
  description: string;
}

/** The lines that a quantity of a price makes on an invoice: one, or one for each amount of each tier reached. */
export function priceLines(
  tx: Transaction,
  price: Price,
  quantity: number,
  currency: string,
): readonly PriceLine[] {
  const words = wordsOf(tx, price);
  const { amount, unit_amount_decimal, tiersUsed } = priceAmount(tx, price, quantity, currency);
  if (unit_amount_decimal !== null) {
    const at = displayUnit(unit_amount_decimal, currency);
    const description = `${counted(quantity, words)} (at ${at}${words.packages}${words.every})`;
    return [{ amount, quantity, unit_amount_decimal, description }];
  }
  return tiersUsed.map((use) => {
    const what = use.kind === 'units' ? counted(use.quantity, words) : words.product;
    const at = displayUnit(use.unit_amount_decimal, currency);
    return {
      amount: use.amount,
      quantity: use.quantity,
      unit_amount_decimal: use.kind === 'units' ? use.unit_amount_decimal : null,
      description: `${what} (Tier ${use.tier} at ${at}${words.every})`,
    };
  });
}

interface Words {
  product: string;
  /** " seat", or nothing. */
  unit: string;
  /** " per 10", for a price of packages. */
  packages: string;
  /** " / month", or nothing for a price that does not recur. */
  every: string;
}

function wordsOf(tx: Transaction, price: Price): Words {
  const product = tx.get(products, idOf(price.product) ?? '');
  const { recurring, transform_quantity } = price;
  return {
    product: product?.name ?? 'Product',
    unit: product?.unit_label ? ` ${product.unit_label}` : '',
    packages: transform_quantity ? ` per ${transform_quantity.divide_by}` : '',
    every: describeRecurrence(recurring),
  };
}

function counted(quantity: number, words: Words): string {
  return `${quantity}${words.unit} × ${words.product}`;
}

/** A unit's price with the fractions of a minor unit that it has: "$0.036". For display only. */
export function displayUnit(decimal: string, currency: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const shown = displayAmount(Number(whole), currency);
  const rest = fraction.replace(/0+$/, '');
  if (rest === '') return shown;
  return shown.includes('.') ? `${shown}${rest}` : `${shown}.${rest}`;
}
