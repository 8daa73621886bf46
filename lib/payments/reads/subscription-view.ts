import type { Subscription, SubscriptionItem } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { findSellable, type Plan } from '../domain/catalog';
import { type Money, money } from '../domain/money';
import { ruleOf } from '../domain/subscription-status';
import type { SubscriptionView } from '../domain/views';

export const SUBSCRIPTION_FIELDS = {
  id: true,
  customerId: true,
  status: true,
  currency: true,
  awaitingSetup: true,
  cancelAtPeriodEnd: true,
  cancelAt: true,
  trialEnd: true,
  defaultPaymentMethodId: true,
  created: true,
  syncedAt: true,
} as const;
export type SubscriptionRow = Pick<Subscription, keyof typeof SUBSCRIPTION_FIELDS>;

/** Whether it holds the buyer's one place: its status does, and it has begun. */
export function holdsPlace({ status, awaitingSetup }: SubscriptionRow): boolean {
  return ruleOf(status).holdsPlace && !awaitingSetup;
}

function planOfItem(item: SubscriptionItem): Plan | null {
  const sold = item.lookupKey ? findSellable(item.lookupKey) : null;
  return sold?.kind === 'subscription' ? sold.plan : null;
}

function recurringOf(items: readonly SubscriptionItem[], currency: string): Money | null {
  let total = 0n;
  for (const { unitAmount, quantity } of items) {
    if (unitAmount === null) return null; // tiered or metered: no fixed amount to show
    total += unitAmount * BigInt(quantity);
  }
  return items.length > 0 ? money(total, currency) : null;
}

/** Of several items the one of a plan we sell speaks for the subscription (failure 11), else the first. */
export function toSubscriptionView(
  row: SubscriptionRow,
  items: readonly SubscriptionItem[],
): SubscriptionView {
  const main = items.find((item) => planOfItem(item) !== null) ?? items[0] ?? null;
  const plan = main ? planOfItem(main) : null;
  const rule = ruleOf(row.awaitingSetup ? 'incomplete' : row.status);
  const periodEnd = main?.currentPeriodEnd ?? null;
  return {
    id: row.id,
    plan: plan?.key ?? null,
    planName: plan?.name ?? main?.lookupKey ?? 'Another plan',
    status: row.status,
    statusLabel: rule.label,
    statusMessage: rule.message,
    seats: main?.quantity ?? 1,
    interval: main?.recurringInterval ?? null,
    recurring: recurringOf(items, row.currency),
    currentPeriodEnd: periodEnd,
    trialEnd: row.trialEnd,
    cancelAt: row.cancelAt ?? (row.cancelAtPeriodEnd ? periodEnd : null),
    created: row.created,
  };
}

/** The views of these rows, in their order, with one query for all their items. */
export async function subscriptionViews(
  context: PaymentsContext,
  rows: readonly SubscriptionRow[],
): Promise<readonly SubscriptionView[]> {
  const items = await context.database.prisma.subscriptionItem.findMany({
    where: { provider: context.provider.name, subscriptionId: { in: rows.map((row) => row.id) } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) =>
    toSubscriptionView(
      row,
      items.filter((item) => item.subscriptionId === row.id),
    ),
  );
}
