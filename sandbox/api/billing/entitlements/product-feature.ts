import type Stripe from 'stripe';
import { defineCollection, type Stored, type Transaction, type Wire } from '../../kernel';
import { features } from './feature';

export type ProductFeature = Wire<Stripe.ProductFeature>;
export type DeletedProductFeature = Wire<Stripe.DeletedProductFeature>;

/** That a product comes with a feature. Shown with the feature as it is now. */
export interface Attachment extends Stored {
  object: '_product_feature';
  product: string;
  feature: string;
}

export const attachments = defineCollection<Attachment>('_product_feature', {
  indexes: { product: (attachment) => attachment.product },
});

/** An attachment as Stripe shows it. */
export function shown(tx: Transaction, { id, feature }: Attachment): ProductFeature {
  const entitlement_feature = tx.existing(features, feature);
  return { id, object: 'product_feature', entitlement_feature, livemode: false };
}

/** Forgets the features of a product that is deleted; nobody can have bought it. */
export function detachAll(tx: Transaction, product: string): void {
  for (const attachment of tx.where(attachments, 'product', product)) tx.drop(attachments, attachment.id);
}
