import type { Subscription, SubscriptionItem } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { findSellable, type Plan } from '../domain/catalog';
import { type Money, money } from '../domain/money';
import { ruleOf } from '../domain/subscription-status';
import type { SubscriptionView, UsageView } from '../domain/views';
import { usageOfItems } from './usage';

export const SUBSCRIPTION_FIELDS = {
  id: true,
  customerId: true,
  status: true,
  currency: true,
  awaitingSetup: true,
  cancelAtPeriodEnd: true,
  cancelAt: true,
  trialEnd: true,
  scheduledPriceId: true,
  scheduledQuantity: true,
  scheduledAt: true,
  pendingUntil: true,
  discount: true,
  discountEnd: true,
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
    if (unitAmount === null || quantity === 0) return null; // tiered or metered: no fixed amount to show
    total += unitAmount * BigInt(quantity);
  }
  return items.length > 0 ? money(total, currency) : null;
}

function scheduledOf(
  { scheduledAt, scheduledPriceId, scheduledQuantity }: SubscriptionRow,
  lookupKeys: ReadonlyMap<string, string>,
): SubscriptionView['scheduled'] {
  if (scheduledAt === null || scheduledPriceId === null) return null;
  const lookupKey = lookupKeys.get(scheduledPriceId) ?? '';
  const sold = findSellable(lookupKey);
  const planName = sold?.kind === 'subscription' ? sold.plan.name : 'another plan';
  return { planName, seats: scheduledQuantity || 1, at: scheduledAt };
}

/** The lookup keys of the prices that these are to change to. */
async function scheduledKeys(
  { database, provider }: PaymentsContext,
  rows: readonly SubscriptionRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ scheduledPriceId }) => (scheduledPriceId === null ? [] : [scheduledPriceId]));
  if (ids.length === 0) return new Map();
  const prices = await database.prisma.price.findMany({
    where: { provider: provider.name, id: { in: ids } },
    select: { id: true, lookupKey: true },
  });
  return new Map(prices.flatMap(({ id, lookupKey }) => (lookupKey === null ? [] : [[id, lookupKey]])));
}

/** What only other tables know of subscriptions. */
type Known = {
  /** Of the prices that they are to change to, by id. */
  readonly lookupKeys: ReadonlyMap<string, string>;
  /** By the item's id. */
  readonly usage: ReadonlyMap<string, UsageView>;
};
const NOTHING_KNOWN: Known = { lookupKeys: new Map(), usage: new Map() };

/** Of several items the one of a plan we sell speaks for the subscription (failure 11), else the first. */
export function toSubscriptionView(
  row: SubscriptionRow,
  items: readonly SubscriptionItem[],
  { lookupKeys, usage }: Known = NOTHING_KNOWN,
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
    seats: main?.quantity || 1,
    interval: main?.recurringInterval ?? null,
    recurring: recurringOf(items, row.currency),
    usage: (main && rule.holdsPlace && usage.get(main.id)) || null,
    currentPeriodEnd: periodEnd,
    trialEnd: row.trialEnd,
    cancelAt: row.cancelAt ?? (row.cancelAtPeriodEnd ? periodEnd : null),
    paused: row.status === 'paused',
    scheduled: scheduledOf(row, lookupKeys),
    pendingUntil: row.pendingUntil,
    discount: row.discount === null ? null : { label: row.discount, until: row.discountEnd },
    created: row.created,
  };
}

/** The views of these rows, in their order, with one query for all their items. */
export async function subscriptionViews(
  context: PaymentsContext,
  rows: readonly SubscriptionRow[],
): Promise<readonly SubscriptionView[]> {
  const readItems = async () => {
    const subscriptionId = { in: rows.map((row) => row.id) };
    const where = { provider: context.provider.name, subscriptionId };
    const items = await context.database.prisma.subscriptionItem.findMany({ where, orderBy: { id: 'asc' } });
    return { items, usage: await usageOfItems(context, items) };
  };
  const [{ items, usage }, lookupKeys] = await Promise.all([readItems(), scheduledKeys(context, rows)]);
  return rows.map((row) =>
    toSubscriptionView(
      row,
      items.filter((item) => item.subscriptionId === row.id),
      { lookupKeys, usage },
    ),
  );
}
