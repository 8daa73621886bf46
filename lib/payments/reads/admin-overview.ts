import type { PaymentsContext } from '../context';
import type { AdminOverview } from '../domain/admin-views';
import { type Money, money } from '../domain/money';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

/** What came in, by currency; refunds are not taken off. */
async function paymentsSince(context: PaymentsContext, since: Date): Promise<readonly Money[]> {
  const sums = await context.database.prisma.payment.groupBy({
    by: ['currency'],
    where: { provider: context.provider.name, deletedAt: null, status: 'succeeded', created: { gte: since } },
    _sum: { amountReceived: true },
    orderBy: { currency: 'asc' },
  });
  return sums.map(({ currency, _sum }) => money(_sum.amountReceived ?? 0n, currency));
}

async function oldestPendingSeconds({ database, now }: PaymentsContext): Promise<number | null> {
  const oldest = await database.prisma.webhookEvent.aggregate({
    where: { state: 'pending' },
    _min: { receivedAt: true },
  });
  const { receivedAt } = oldest._min;
  return receivedAt ? Math.max(0, Math.floor((now().getTime() - receivedAt.getTime()) / 1000)) : null;
}

/** The first thing an admin sees. */
export async function adminOverview(context: PaymentsContext): Promise<AdminOverview> {
  const { prisma } = context.database;
  const mirrored = { provider: context.provider.name, deletedAt: null };
  const subscriptions = (status: string) =>
    prisma.subscription.count({ where: { ...mirrored, status, awaitingSetup: false } });
  const [customers, active, trialing, payments, pending, dead, unsettled, oldest] = await Promise.all([
    prisma.customer.count({ where: mirrored }),
    subscriptions('active'),
    subscriptions('trialing'),
    paymentsSince(context, new Date(context.now().getTime() - THIRTY_DAYS_MS)),
    prisma.webhookEvent.count({ where: { state: 'pending' } }),
    prisma.webhookEvent.count({ where: { state: 'dead' } }),
    // One that waits for its buyer is settled as far as we can settle it.
    prisma.paymentOperation.count({ where: { state: { in: ['open', 'unknown', 'needs_human'] } } }),
    oldestPendingSeconds(context),
  ]);
  return {
    customers,
    activeSubscriptions: active,
    trialingSubscriptions: trialing,
    paymentsLast30Days: payments,
    eventsPending: pending,
    eventsDead: dead,
    operationsUnsettled: unsettled,
    mode: context.mode,
    apiVersion: context.provider.apiVersion,
    oldestPendingSeconds: oldest,
  };
}
