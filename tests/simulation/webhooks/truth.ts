import type Stripe from 'stripe';
import type { MirrorRead, PaymentProvider } from '@/lib/payments/provider';
import { MIRROR_KINDS, type MirrorKind, type MirrorRecord } from '@/lib/payments/records';

const idsOf = (objects: readonly { id: string }[]): string[] => objects.map(({ id }) => id);

/** The ids of everything that the provider lists, by kind. */
export async function listed(stripe: Stripe): Promise<Map<MirrorKind, string[]>> {
  const all = { limit: 100 };
  const paged = { limit: 10_000 };
  const [customers, products, prices, subscriptions, invoices, payments, refunds, disputes] =
    await Promise.all([
      stripe.customers.list(all).autoPagingToArray(paged),
      stripe.products.list(all).autoPagingToArray(paged),
      stripe.prices.list(all).autoPagingToArray(paged),
      stripe.subscriptions.list({ ...all, status: 'all' }).autoPagingToArray(paged),
      stripe.invoices.list(all).autoPagingToArray(paged),
      stripe.paymentIntents.list(all).autoPagingToArray(paged),
      stripe.refunds.list(all).autoPagingToArray(paged),
      stripe.disputes.list(all).autoPagingToArray(paged),
    ]);
  const methods = await Promise.all(
    customers.map(({ id: customer }) =>
      stripe.paymentMethods.list({ customer, ...all }).autoPagingToArray(paged),
    ),
  );
  const found: Record<string, string[]> = {
    customer: idsOf(customers),
    product: idsOf(products),
    price: idsOf(prices),
    subscription: idsOf(subscriptions),
    invoice: idsOf(invoices),
    payment: idsOf(payments),
    payment_method: idsOf(methods.flat()),
    refund: idsOf(refunds),
    dispute: idsOf(disputes),
    entitlement_summary: idsOf(customers),
  };
  return new Map(MIRROR_KINDS.map((kind) => [kind, found[kind] ?? []]));
}

export async function readNow(provider: PaymentProvider, kind: MirrorKind, id: string): Promise<MirrorRead> {
  const answer = await provider.read(kind, id);
  if (answer.kind !== 'ok') throw new Error(`${kind} ${id} could not be read: ${answer.detail}`);
  return answer.value;
}

/** Everything as it is at the provider now. */
export async function everything(stripe: Stripe, provider: PaymentProvider): Promise<MirrorRecord[]> {
  const ids = [...(await listed(stripe))].flatMap(([kind, found]) => found.map((id) => [kind, id] as const));
  const reads = await Promise.all(ids.map(([kind, id]) => readNow(provider, kind, id)));
  return reads.flatMap((read) => (read.kind === 'found' ? [read.records[0]] : []));
}
