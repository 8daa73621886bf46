import type { PaymentMethod } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { decideAccess } from '../domain/access';
import type { BillingView, PaymentMethodView } from '../domain/views';
import { accessByCustomer } from './access';
import { creditsOf } from './credits';
import { detailsOf } from './details';
import { NO_DRAFT, toInvoiceView } from './invoices';
import { PAYMENT_FIELDS, toPaymentView } from './payment-view';
import { pendingChanges } from './pending-changes';
import { revisionsOf } from './revision';
import {
  holdsPlace,
  SUBSCRIPTION_FIELDS,
  type SubscriptionRow,
  subscriptionViews,
} from './subscription-view';
import { taxIdsIn } from './tax-ids';

const NEWEST_FIRST = [{ created: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }] as const;
/** The newest; the others are on a page of their own. */
const MOST_INVOICES = 12;

const NOTHING: Omit<BillingView, 'details'> = {
  access: decideAccess([]),
  subscriptions: [],
  changes: [],
  paymentMethods: [],
  invoices: [],
  payments: [],
  credits: 0,
  taxIds: [],
  syncedAt: null,
};

export function toMethodView(row: PaymentMethod, defaultId: string | null): PaymentMethodView {
  const { id, type, brand, last4, expMonth, expYear } = row;
  return { id, type, brand, last4, expMonth, expYear, isDefault: id === defaultId };
}

function userOf({ database }: PaymentsContext, id: string) {
  const select = { stripeCustomerId: true, name: true, email: true };
  return database.prisma.user.findUniqueOrThrow({ where: { id }, select });
}

/** Everything of one customer's, each kind by one indexed query. */
async function rowsOf({ database: { prisma }, provider }: PaymentsContext, customerId: string) {
  const where = { provider: provider.name, customerId, deletedAt: null };
  const [customer, subscriptions, methods, invoices, payments] = await Promise.all([
    prisma.customer.findUnique({ where: { provider_id: { provider: provider.name, id: customerId } } }),
    prisma.subscription.findMany({ where, select: SUBSCRIPTION_FIELDS, orderBy: [...NEWEST_FIRST] }),
    prisma.paymentMethod.findMany({ where, orderBy: [...NEWEST_FIRST] }),
    prisma.invoice.findMany({
      where: { ...where, ...NO_DRAFT },
      orderBy: [...NEWEST_FIRST],
      take: MOST_INVOICES,
    }),
    prisma.payment.findMany({
      where: { ...where, status: 'succeeded', lookupKey: { not: null } },
      select: PAYMENT_FIELDS,
      orderBy: [...NEWEST_FIRST],
    }),
  ]);
  return { customer, subscriptions, methods, invoices, payments };
}
type Rows = Awaited<ReturnType<typeof rowsOf>>;

/** The card that will be charged next: the provider asks the subscription first, then the customer. */
function defaultMethodOf({ customer, subscriptions }: Rows): string | null {
  const ofSubscription = subscriptions.find((row) => holdsPlace(row) && row.defaultPaymentMethodId !== null);
  return ofSubscription?.defaultPaymentMethodId ?? customer?.defaultPaymentMethodId ?? null;
}

/** The buyer's present ones first; those that never began are no part of their history. */
function inOrder(subscriptions: readonly SubscriptionRow[]): SubscriptionRow[] {
  const begun = subscriptions.filter((row) => row.status !== 'incomplete_expired');
  return [...begun.filter(holdsPlace), ...begun.filter((row) => !holdsPlace(row))];
}

function syncedAtOf({ customer, ...lists }: Rows): Date | null {
  const rows = [...(customer ? [customer] : []), ...Object.values(lists).flat()];
  return rows.reduce<Date | null>((last, { syncedAt }) => (last && last > syncedAt ? last : syncedAt), null);
}

/** All that the account and billing pages show of a user, from the mirror; no provider call. */
export async function billingOf(context: PaymentsContext, userId: string): Promise<BillingView> {
  const [user, credits] = await Promise.all([userOf(context, userId), creditsOf(context, userId)]);
  const customerId = user.stripeCustomerId;
  if (customerId === null) return { ...NOTHING, details: detailsOf(null, user), credits };
  const [rows, accesses, changes] = await Promise.all([
    rowsOf(context, customerId),
    accessByCustomer(context, [customerId]),
    pendingChanges(context, userId),
  ]);
  const views = await subscriptionViews(context, inOrder(rows.subscriptions));
  const revisions = await revisionsOf(context, userId);
  const defaultId = defaultMethodOf(rows);
  const methods = rows.methods.map((row) => toMethodView(row, defaultId));
  return {
    access: accesses.get(customerId) ?? NOTHING.access,
    subscriptions: views.map((view) => ({ ...view, revision: revisions.get(view.id) ?? 0 })),
    changes,
    paymentMethods: [
      ...methods.filter((method) => method.isDefault),
      ...methods.filter((method) => !method.isDefault),
    ],
    invoices: rows.invoices.map(toInvoiceView),
    payments: rows.payments.map(toPaymentView),
    credits,
    details: detailsOf(rows.customer, user),
    taxIds: taxIdsIn(rows.customer?.raw),
    syncedAt: syncedAtOf(rows),
  };
}
