import type Stripe from 'stripe';
import {
  defineCollection,
  idOf,
  previousAttributes,
  type Stored,
  type Transaction,
  type Wire,
} from '../../kernel';
import type { Subscription } from '../subscriptions/subscription';
import { features } from './feature';
import { attachments } from './product-feature';

export type ActiveEntitlement = Wire<Stripe.Entitlements.ActiveEntitlement>;
type Summary = Wire<Stripe.Entitlements.ActiveEntitlementSummary>;

export const activeEntitlements = defineCollection<ActiveEntitlement>('entitlements.active_entitlement', {
  references: { feature: 'entitlements.feature' },
});

/** Whose an entitlement is; Stripe does not show it. */
interface Holding extends Stored {
  object: '_entitlement_holding';
  customer: string;
}

const holdings = defineCollection<Holding>('_entitlement_holding', {
  indexes: { customer: (holding) => holding.customer },
});

/** The states of a subscription that entitle (inferred: those in which the customer is being served). */
const ENTITLING = new Set(['active', 'trialing', 'past_due']);

/** How many entitlements a summary carries; the rest are listed. */
const PAGE = 10;

/** A customer's active entitlements, newest first. */
export function entitlementsOf(tx: Transaction, customer: string): ActiveEntitlement[] {
  return tx.where(holdings, 'customer', customer).map(({ id }) => tx.existing(activeEntitlements, id));
}

/** The products of subscriptions that entitle. */
export function productsOf(subscriptions: readonly Subscription[]): Set<string> {
  const entitling = subscriptions.filter((subscription) => ENTITLING.has(subscription.status));
  const items = entitling.flatMap((subscription) => subscription.items.data);
  return new Set(items.map((item) => idOf(item.price.product) ?? ''));
}

/**
 * Brings a customer's entitlements in line with the subscriptions, and says so when that changed any. To be called
 * after every change of a subscription or of a product's features.
 * @param subscriptions all of the customer's that are not over
 */
export function entitlementsChanged(
  tx: Transaction,
  customer: string,
  subscriptions: readonly Subscription[],
): void {
  const before = entitlementsOf(tx, customer);
  const wanted = new Set(
    [...productsOf(subscriptions)].flatMap((product) =>
      tx.where(attachments, 'product', product).map((attachment) => attachment.feature),
    ),
  );
  const held = new Set(before.map((entitlement) => idOf(entitlement.feature)));
  const lost = before.filter((entitlement) => !wanted.has(idOf(entitlement.feature) ?? ''));
  const gained = [...wanted].filter((feature) => !held.has(feature));
  if (lost.length === 0 && gained.length === 0) return;
  for (const { id } of lost) {
    tx.drop(activeEntitlements, id);
    tx.drop(holdings, id);
  }
  for (const feature of gained) grant(tx, customer, feature);
  const [was, is] = [summary(customer, before), summary(customer, entitlementsOf(tx, customer))];
  tx.emitLater('entitlements.active_entitlement_summary.updated', is, previousAttributes(was, is));
}

function grant(tx: Transaction, customer: string, feature: string): void {
  const id = tx.newId('ent_test');
  const { lookup_key } = tx.existing(features, feature);
  tx.put(activeEntitlements, {
    id,
    object: 'entitlements.active_entitlement',
    feature,
    livemode: false,
    lookup_key,
  });
  tx.put(holdings, { id, object: '_entitlement_holding', customer });
}

function summary(customer: string, entitlements: readonly ActiveEntitlement[]): Summary {
  return {
    object: 'entitlements.active_entitlement_summary',
    customer,
    entitlements: {
      object: 'list',
      data: entitlements.slice(0, PAGE),
      has_more: entitlements.length > PAGE,
      url: `/v1/customer/${customer}/entitlements`,
    },
    livemode: false,
  };
}
