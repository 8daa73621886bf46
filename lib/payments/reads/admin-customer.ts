import type { PaymentsContext } from '../context';
import { decideAccess } from '../domain/access';
import type { AdminCustomer } from '../domain/admin-views';
import { accessByCustomer } from './access';
import { toMethodView } from './billing';
import { creditsOf } from './credits';
import { toInvoiceView } from './invoices';
import { ownersOf } from './owner';
import { PAYMENT_FIELDS, toPaymentView } from './payment-view';
import { revisionsOf } from './revision';
import { SUBSCRIPTION_FIELDS, subscriptionViews } from './subscription-view';
import { timelineOf } from './timeline';

const NEWEST_FIRST = [{ created: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }] as const;
/** Of each kind; older ones are found by their ids. */
const MOST = 25;

async function rowsOf({ database: { prisma }, provider }: PaymentsContext, customerId: string) {
  const where = { provider: provider.name, customerId, deletedAt: null };
  const newest = { where, orderBy: [...NEWEST_FIRST], take: MOST };
  const [subscriptions, payments, invoices, methods] = await Promise.all([
    prisma.subscription.findMany({ ...newest, select: SUBSCRIPTION_FIELDS }),
    prisma.payment.findMany({ ...newest, select: PAYMENT_FIELDS }),
    prisma.invoice.findMany(newest),
    prisma.paymentMethod.findMany(newest),
  ]);
  return { subscriptions, payments, invoices, methods };
}

/** As the provider writes ids: what an address may hold is anybody's to write. */
const WRITTEN = /^\w{1,255}$/;

/** One customer, whether or not they belong to a user of ours; null for an id that the mirror has not. */
export async function adminCustomer(context: PaymentsContext, id: string): Promise<AdminCustomer | null> {
  if (!WRITTEN.test(id)) return null;
  const { database, provider } = context;
  const row = await database.prisma.customer.findUnique({
    where: { provider_id: { provider: provider.name, id } },
  });
  if (!row || row.deletedAt !== null) return null;
  const userId = (await ownersOf(context, [id])).get(id) ?? null;
  const [rows, accesses, credits, timeline, revisions] = await Promise.all([
    rowsOf(context, id),
    accessByCustomer(context, [id]),
    userId === null ? 0 : creditsOf(context, userId),
    timelineOf(context, id, userId),
    userId === null ? new Map<string, number>() : revisionsOf(context, userId),
  ]);
  const subscriptions = await subscriptionViews(context, rows.subscriptions);
  return {
    id,
    email: row.email,
    name: row.name,
    userId,
    created: row.created,
    dashboardUrl: provider.dashboardUrl(id),
    access: accesses.get(id) ?? decideAccess([]),
    subscriptions: subscriptions.map((view) => ({ ...view, revision: revisions.get(view.id) ?? 0 })),
    payments: rows.payments.map(toPaymentView),
    invoices: rows.invoices.map(toInvoiceView),
    paymentMethods: rows.methods.map((method) => toMethodView(method, row.defaultPaymentMethodId)),
    credits,
    timeline,
    syncedAt: row.syncedAt,
  };
}
