import type Stripe from 'stripe';
import type { CustomersKind, ListedObject, MirrorPage, PagePosition, PaymentProvider } from '../../provider';
import type { MirrorKind } from '../../records';
import { type Complete, complete, EXPAND } from './complete';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { dateOf } from './map/fields';
import { toPaymentMethod } from './map/payment';

type Kind = keyof typeof EXPAND;
type Listed = { readonly id: string; readonly created: number };
type List<T> = { readonly data: readonly T[]; readonly has_more: boolean };

const PAGE = 100;
/** Stripe's own limit, the list's `data` included. */
const MAX_LEVELS = 4;

const pageOptions = (kind: Kind) => ({
  limit: PAGE,
  expand: EXPAND[kind].map((path) => `data.${path}`).filter((path) => path.split('.').length <= MAX_LEVELS),
});

function paramsOf(kind: Kind, { createdUpTo, after }: PagePosition) {
  return {
    ...pageOptions(kind),
    created: { lte: Math.floor(createdUpTo.getTime() / 1000) },
    ...(after === undefined ? {} : { starting_after: after }),
  };
}

/** One odd object must not hide the others: it is left out, and the read of it alone fails with its reason. */
function listed<T extends Listed>(object: T, toRecords: (object: T) => Complete): ListedObject[] {
  try {
    return [{ id: object.id, created: dateOf(object.created), records: toRecords(object) }];
  } catch {
    return [];
  }
}

function toPage<T extends Listed>(list: List<T>, toRecords: (object: T) => Complete): MirrorPage {
  const last = list.data.at(-1);
  return {
    objects: list.data.flatMap((object) => listed(object, toRecords)),
    last: last ? { id: last.id, created: dateOf(last.created) } : null,
    hasMore: list.has_more,
  };
}

/**
 * A list page cannot be expanded as far as the amounts of a price in other currencies. Where a subscription pays in one of
 * those, its price is read as well: few prices for many subscriptions.
 */
async function withAmounts(
  stripe: KeyedStripe,
  subscriptions: readonly Stripe.Subscription[],
): Promise<Stripe.Subscription[]> {
  const foreign = subscriptions.flatMap(({ currency, items }) =>
    items.data.filter(({ price }) => price.currency !== currency).map(({ price }) => price.id),
  );
  const read = async (id: string): Promise<[string, Stripe.Price['currency_options']]> => [
    id,
    (await stripe.prices.retrieve(id, { expand: [...EXPAND.price] })).currency_options,
  ];
  const options = new Map(await Promise.all([...new Set(foreign)].map(read)));
  const complement = (price: Stripe.Price): Stripe.Price => {
    const found = options.get(price.id);
    return found ? { ...price, currency_options: found } : price;
  };
  return subscriptions.map((subscription) => {
    const { items } = subscription;
    const data = items.data.map((item) => ({ ...item, price: complement(item.price) }));
    return { ...subscription, items: { ...items, data } };
  });
}

async function subscriptionPage(
  stripe: KeyedStripe,
  params: Stripe.SubscriptionListParams,
): Promise<MirrorPage> {
  const list = await stripe.subscriptions.list({ ...params, status: 'all' });
  const data = await withAmounts(stripe, list.data);
  return toPage({ data, has_more: list.has_more }, complete.subscription);
}

async function pageOf(
  stripe: KeyedStripe,
  kind: MirrorKind,
  position: PagePosition,
): Promise<MirrorPage | null> {
  switch (kind) {
    case 'customer':
      return toPage(await stripe.customers.list(paramsOf(kind, position)), complete.customer);
    case 'product':
      return toPage(await stripe.products.list(paramsOf(kind, position)), complete.product);
    case 'price':
      return toPage(await stripe.prices.list(paramsOf(kind, position)), complete.price);
    case 'subscription':
      return subscriptionPage(stripe, paramsOf(kind, position));
    case 'invoice':
      return toPage(await stripe.invoices.list(paramsOf(kind, position)), complete.invoice);
    case 'payment':
      return toPage(await stripe.paymentIntents.list(paramsOf(kind, position)), complete.payment);
    case 'refund':
      return toPage(await stripe.refunds.list(paramsOf(kind, position)), complete.refund);
    case 'dispute':
      return toPage(await stripe.disputes.list(paramsOf(kind, position)), complete.dispute);
    // Stripe lists these for one customer only.
    case 'payment_method':
    case 'entitlement_summary':
      return null;
    default:
      return kind satisfies never;
  }
}

async function customersPage(
  stripe: KeyedStripe,
  kind: CustomersKind,
  customer: string,
): Promise<MirrorPage> {
  switch (kind) {
    case 'subscription':
      return subscriptionPage(stripe, { ...pageOptions(kind), customer });
    case 'invoice':
      return toPage(await stripe.invoices.list({ ...pageOptions(kind), customer }), complete.invoice);
    case 'payment':
      return toPage(await stripe.paymentIntents.list({ ...pageOptions(kind), customer }), complete.payment);
    case 'payment_method':
      return toPage(await stripe.paymentMethods.list({ limit: PAGE, customer }), (method) => [
        toPaymentMethod(method),
      ]);
    default:
      return kind satisfies never;
  }
}

/** Reading many objects at once. What belongs to a test clock is in none of Stripe's lists of a whole account. */
export function pageReads(stripe: KeyedStripe): Pick<PaymentProvider, 'readPage' | 'readOfCustomer'> {
  return {
    readPage: (kind, position) => call(() => pageOf(stripe, kind, position)),
    readOfCustomer: (kind, customerId) => call(() => customersPage(stripe, kind, customerId)),
  };
}
