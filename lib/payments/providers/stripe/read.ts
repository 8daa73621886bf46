import type Stripe from 'stripe';
import type { MirrorRead, PaymentProvider, ProviderResult } from '../../provider';
import type { MirrorKind, MirrorRecord } from '../../records';
import { type Complete, complete, EXPAND } from './complete';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { toPrice, toProduct } from './map/catalog';
import { toEntitlementSummary } from './map/entitlements';
import { toPaymentMethod } from './map/payment';

const gone: MirrorRead = { kind: 'gone' };
const found = (records: Complete): MirrorRead => ({ kind: 'found', records });

/** A new array each time: the SDK's parameters are not read-only. */
const along = (kind: keyof typeof EXPAND): { expand: string[] } => ({ expand: [...EXPAND[kind]] });

async function readCustomer(stripe: KeyedStripe, id: string): Promise<MirrorRead> {
  const customer = await stripe.customers.retrieve(id, along('customer'));
  return customer.deleted ? gone : found(complete.customer(customer));
}

/** One that was detached can never be used again. */
async function readPaymentMethod(stripe: KeyedStripe, id: string): Promise<MirrorRead> {
  const method = await stripe.paymentMethods.retrieve(id);
  return method.customer === null ? gone : found([toPaymentMethod(method)]);
}

/** The event carries one page of them at most: all are listed anew. */
async function readEntitlements(stripe: KeyedStripe, customer: string): Promise<MirrorRead> {
  const entitlements: Stripe.Entitlements.ActiveEntitlement[] = [];
  const list = stripe.entitlements.activeEntitlements.list({ customer, limit: 100 });
  for await (const entitlement of list) entitlements.push(entitlement);
  return found([toEntitlementSummary(customer, entitlements)]);
}

async function readObject(stripe: KeyedStripe, kind: MirrorKind, id: string): Promise<MirrorRead> {
  switch (kind) {
    case 'customer':
      return readCustomer(stripe, id);
    case 'product':
      return found(complete.product(await stripe.products.retrieve(id)));
    case 'price':
      return found(complete.price(await stripe.prices.retrieve(id, along('price'))));
    case 'subscription':
      return found(complete.subscription(await stripe.subscriptions.retrieve(id, along('subscription'))));
    case 'invoice':
      return found(complete.invoice(await stripe.invoices.retrieve(id, along('invoice'))));
    case 'payment':
      return found(complete.payment(await stripe.paymentIntents.retrieve(id, along('payment'))));
    case 'payment_method':
      return readPaymentMethod(stripe, id);
    case 'refund':
      return found(complete.refund(await stripe.refunds.retrieve(id, along('refund'))));
    case 'dispute':
      return found(complete.dispute(await stripe.disputes.retrieve(id, along('dispute'))));
    case 'entitlement_summary':
      return readEntitlements(stripe, id);
    default:
      return kind satisfies never;
  }
}

/** The reads for the mirror: one call for each object, at the pinned version. */
export function mirrorReads(
  stripe: KeyedStripe,
): Pick<PaymentProvider, 'read' | 'readCatalog' | 'readAccount'> {
  return {
    async read(kind, id) {
      const result = await call(() => readObject(stripe, kind, id));
      const missing = result.kind === 'refused' && result.code === 'not_found';
      // A deleted customer is answered as deleted; one never heard of means keys of another account, and unlinks nobody.
      return missing && kind !== 'customer' ? { kind: 'ok', value: gone } : result;
    },
    readCatalog: (): Promise<ProviderResult<readonly MirrorRecord[]>> =>
      call(async () => {
        const expand = ['data.currency_options', 'data.product'];
        const records: MirrorRecord[] = [];
        for await (const price of stripe.prices.list({ active: true, limit: 100, expand })) {
          records.push(toPrice(price));
          const { product } = price;
          if (typeof product === 'object' && !product.deleted) records.push(toProduct(product));
        }
        return records;
      }),
    readAccount: () => call(async () => ({ id: (await stripe.accounts.retrieveCurrent()).id })),
  };
}
