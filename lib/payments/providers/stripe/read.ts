import type Stripe from 'stripe';
import type { MirrorRead, PaymentProvider, ProviderResult } from '../../provider';
import type { MirrorKind, MirrorRecord } from '../../records';
import { call } from './failure';
import { toPrice, toProduct } from './map/catalog';
import { toCustomer } from './map/customer';
import { toInvoice } from './map/invoice';
import { toPayment, toPaymentMethod } from './map/payment';
import { toSubscription } from './map/subscription';

const gone: MirrorRead = { kind: 'gone' };
const found = (...records: [MirrorRecord, ...MirrorRecord[]]): MirrorRead => ({ kind: 'found', records });

async function readSubscription(stripe: Stripe, id: string): Promise<MirrorRead> {
  const subscription = await stripe.subscriptions.retrieve(id, {
    expand: ['latest_invoice.payments', 'default_payment_method', 'items.data.price.currency_options'],
  });
  const { latest_invoice: invoice, default_payment_method: method } = subscription;
  return found(
    toSubscription(subscription),
    ...(invoice !== null && typeof invoice === 'object' ? [toInvoice(invoice)] : []),
    ...(method !== null && typeof method === 'object' ? [toPaymentMethod(method)] : []),
  );
}

async function readPayment(stripe: Stripe, id: string): Promise<MirrorRead> {
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] });
  const { payment_method: method } = intent;
  // A card used once and not kept belongs to nobody's list.
  const kept = method !== null && typeof method === 'object' && method.customer !== null;
  return found(toPayment(intent), ...(kept ? [toPaymentMethod(method)] : []));
}

async function readObject(stripe: Stripe, kind: MirrorKind, id: string): Promise<MirrorRead> {
  switch (kind) {
    case 'customer': {
      const customer = await stripe.customers.retrieve(id);
      return customer.deleted ? gone : found(toCustomer(customer));
    }
    case 'product':
      return found(toProduct(await stripe.products.retrieve(id)));
    case 'price':
      return found(toPrice(await stripe.prices.retrieve(id, { expand: ['currency_options'] })));
    case 'subscription':
      return readSubscription(stripe, id);
    case 'invoice':
      return found(toInvoice(await stripe.invoices.retrieve(id, { expand: ['payments'] })));
    case 'payment':
      return readPayment(stripe, id);
    case 'payment_method': {
      const method = await stripe.paymentMethods.retrieve(id);
      return method.customer === null ? gone : found(toPaymentMethod(method));
    }
    default:
      return kind satisfies never;
  }
}

/** The reads for the mirror: one call for each object, at the pinned version. */
export function mirrorReads(stripe: Stripe): Pick<PaymentProvider, 'read' | 'readCatalog' | 'readAccount'> {
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
