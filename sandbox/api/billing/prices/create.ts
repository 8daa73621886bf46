import type { z } from 'zod';
import { defineRoute, invalidRequest, type Transaction } from '../../kernel';
import { createProduct, products, requireFreeId } from '../products/product';
import { createPrice } from './make';
import { createParams } from './params';
import type { Price } from './price';

export const create = defineRoute({
  method: 'POST',
  path: '/v1/prices',
  params: createParams,
  handle: ({ tx, params }): Price => createPrice(tx, productOf(tx, params), params),
});

function productOf(tx: Transaction, { product, product_data }: z.output<typeof createParams>): string {
  if (product !== undefined && product_data) {
    const message = 'You may only specify one of these parameters: product, product_data.';
    throw invalidRequest(message, { param: 'product' });
  }
  if (product_data) {
    const id = product_data.id ?? tx.newId('prod');
    requireFreeId(tx, id, 'product_data[id]');
    return createProduct(tx, { ...product_data, id }).id;
  }
  if (product !== undefined) return tx.referenced(products, product, 'product').id;
  throw invalidRequest('You must specify either `product` or `product_data` when creating a price.', {
    code: 'parameter_missing',
    param: 'product',
  });
}
