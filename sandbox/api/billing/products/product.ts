import type Stripe from 'stripe';
import { defineCollection, forbiddenState, type Transaction, type Wire } from '../../kernel';

export type Product = Wire<Stripe.Product>;
export type DeletedProduct = Wire<Stripe.DeletedProduct>;

export const products = defineCollection<Product>('product', {
  references: { default_price: 'price' },
});

/** Fields of a product that both creating and price's `product_data` set. */
export interface NewProduct {
  id: string;
  name: string;
  active?: boolean | undefined;
  description?: string | undefined;
  images?: string[] | undefined;
  marketing_features?: { name: string }[] | undefined;
  metadata?: Record<string, string> | null | undefined;
  package_dimensions?: Product['package_dimensions'] | undefined;
  shippable?: boolean | undefined;
  statement_descriptor?: string | undefined;
  tax_code?: string | undefined;
  type?: 'good' | 'service' | undefined;
  unit_label?: string | undefined;
  url?: string | undefined;
}

/** Throws 400 when a product has this id already. */
export function requireFreeId(tx: Transaction, id: string, param: string): void {
  if (!tx.get(products, id)) return;
  throw forbiddenState('Product already exists.', { code: 'resource_already_exists', param });
}

/** Stores a new product and says so. */
export function createProduct(tx: Transaction, input: NewProduct): Product {
  const product = tx.put(products, {
    id: input.id,
    object: 'product',
    active: input.active ?? true,
    created: tx.now(),
    default_price: null,
    description: input.description ?? null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: input.marketing_features ?? [],
    metadata: input.metadata ?? {},
    name: input.name,
    package_dimensions: input.package_dimensions ?? null,
    shippable: input.shippable ?? null,
    statement_descriptor: input.statement_descriptor ?? null,
    tax_code: input.tax_code ?? null,
    tax_details: null,
    type: input.type ?? 'service',
    unit_label: input.unit_label ?? null,
    updated: tx.now(),
    url: input.url ?? null,
  });
  tx.emit('product.created', product);
  return product;
}
