import type { z } from 'zod';
import {
  defineRoute,
  forbiddenState,
  mergeMetadata,
  p,
  paginate,
  type Transaction,
  within,
} from '../../kernel';
import { detachAll } from '../entitlements/product-feature';
import { createPrice } from '../prices/make';
import { prices } from '../prices/price';
import { createParams, listParams, updateParams } from './params';
import { createProduct, type DeletedProduct, type Product, products, requireFreeId } from './product';

const create = defineRoute({
  method: 'POST',
  path: '/v1/products',
  params: createParams,
  handle({ tx, params }): Product {
    const id = params.id ?? tx.newId('prod');
    requireFreeId(tx, id, 'id');
    const product = createProduct(tx, { ...params, id });
    if (!params.default_price_data) return product;
    const price = createPrice(tx, id, params.default_price_data);
    const priced = tx.put(products, { ...product, default_price: price.id });
    // The product is told of before it has its price (inferred).
    tx.emitUpdated('product.updated', product, priced);
    return priced;
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/products/:product',
  params: p.none,
  handle: ({ tx, path }): Product => tx.addressed(products, path('product')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/products/:product',
  params: updateParams,
  handle({ tx, params, path }): Product {
    const before = tx.addressed(products, path('product'));
    const after = tx.put(products, changed(tx, before, params));
    tx.emitUpdated('product.updated', before, after);
    return after;
  },
});

function changed(tx: Transaction, before: Product, params: z.output<typeof updateParams>): Product {
  const { metadata, default_price, images, marketing_features } = params;
  if (default_price !== undefined) {
    const price = tx.referenced(prices, default_price, 'default_price');
    if (price.product !== before.id) {
      throw forbiddenState(`The price ${price.id} does not belong to this product.`, {
        param: 'default_price',
      });
    }
  }
  const next: Product = { ...before, metadata: mergeMetadata(before.metadata, metadata), updated: tx.now() };
  if (params.name !== undefined) next.name = params.name;
  if (params.active !== undefined) next.active = params.active;
  if (params.package_dimensions !== undefined) next.package_dimensions = params.package_dimensions;
  if (params.shippable !== undefined) next.shippable = params.shippable;
  if (params.statement_descriptor !== undefined) next.statement_descriptor = params.statement_descriptor;
  if (params.description !== undefined) next.description = params.description;
  if (params.tax_code !== undefined) next.tax_code = params.tax_code;
  if (params.unit_label !== undefined) next.unit_label = params.unit_label;
  if (params.url !== undefined) next.url = params.url;
  if (default_price !== undefined) next.default_price = default_price;
  if (images !== undefined) next.images = images ?? [];
  if (marketing_features !== undefined) next.marketing_features = marketing_features ?? [];
  return next;
}

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/products/:product',
  params: p.none,
  handle({ tx, path }): DeletedProduct {
    const product = tx.addressed(products, path('product'));
    if (tx.where(prices, 'product', product.id).length > 0) {
      throw forbiddenState('This product cannot be deleted because it has one or more user-created prices.');
    }
    tx.drop(products, product.id);
    detachAll(tx, product.id);
    tx.emit('product.deleted', product);
    return { id: product.id, object: 'product', deleted: true };
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/products',
  params: listParams,
  handle({ tx, params }) {
    const { active, created, ids, shippable, type, url } = params;
    const matching = tx
      .all(products)
      .filter(
        (product) =>
          (active === undefined || product.active === active) &&
          (ids === undefined || ids.includes(product.id)) &&
          (shippable === undefined || product.shippable === shippable) &&
          (type === undefined || product.type === type) &&
          (url === undefined || product.url === url) &&
          within(product.created, created),
      );
    return paginate(matching, params, '/v1/products');
  },
});

export const productRoutes = [create, retrieve, update, remove, list];
