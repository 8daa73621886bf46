import type Stripe from 'stripe';
import { defineCollection, type Wire } from '../../kernel';

export type Feature = Wire<Stripe.Entitlements.Feature>;

export const features = defineCollection<Feature>('entitlements.feature', {
  indexes: { lookup_key: (feature) => feature.lookup_key },
});
