import { defineRoute, forbiddenState, noSuch, p, paginate, type Transaction } from '../../kernel';
import { products } from '../products/product';
import { customerIdOf, liveSubscriptions, subscriptions } from '../subscriptions/subscription';
import { entitlementsChanged, productsOf } from './active-entitlement';
import { features } from './feature';
import {
  type Attachment,
  attachments,
  type DeletedProductFeature,
  type ProductFeature,
  shown,
} from './product-feature';

const create = defineRoute({
  method: 'POST',
  path: '/v1/products/:product/features',
  params: p.params({ entitlement_feature: p.text() }),
  handle({ tx, params, path }): ProductFeature {
    const product = tx.addressed(products, path('product')).id;
    const feature = tx.referenced(features, params.entitlement_feature, 'entitlement_feature');
    // Wordings inferred.
    if (!feature.active) {
      const message = `The feature ${feature.id} is archived and cannot be attached to a product.`;
      throw forbiddenState(message, { param: 'entitlement_feature' });
    }
    if (tx.where(attachments, 'product', product).some((one) => one.feature === feature.id)) {
      const message = `The feature ${feature.id} is already attached to this product.`;
      throw forbiddenState(message, { param: 'entitlement_feature' });
    }
    const id = tx.newId('prodft_test');
    const attachment = tx.put<Attachment>(attachments, {
      id,
      object: '_product_feature',
      product,
      feature: feature.id,
    });
    refreshBuyers(tx, product);
    return shown(tx, attachment);
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/products/:product/features/:feature',
  params: p.none,
  handle: ({ tx, path }): ProductFeature => shown(tx, attached(tx, path('product'), path('feature'))),
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/products/:product/features/:feature',
  params: p.none,
  handle({ tx, path }): DeletedProductFeature {
    const { id, product } = attached(tx, path('product'), path('feature'));
    tx.drop(attachments, id);
    refreshBuyers(tx, product);
    return { id, object: 'product_feature', deleted: true };
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/products/:product/features',
  params: p.params(p.page),
  handle({ tx, params, path }) {
    const product = tx.addressed(products, path('product')).id;
    const all = tx.where(attachments, 'product', product).map((attachment) => shown(tx, attachment));
    return paginate(all, params, `/v1/products/${product}/features`);
  },
});

function attached(tx: Transaction, product: string, id: string): Attachment {
  const attachment = tx.get(attachments, id);
  if (attachment?.product !== tx.addressed(products, product).id) throw noSuch('product_feature', id, 'path');
  return attachment;
}

/** Those who have bought a product get or lose what it comes with. */
function refreshBuyers(tx: Transaction, product: string): void {
  const buyers = tx
    .all(subscriptions)
    .filter((subscription) => productsOf([subscription]).has(product))
    .map(customerIdOf);
  for (const customer of new Set(buyers)) {
    entitlementsChanged(tx, customer, liveSubscriptions(tx, customer));
  }
}

export const productFeatureRoutes = [create, retrieve, remove, list];
