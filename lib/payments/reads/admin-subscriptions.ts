import type { PaymentsContext } from '../context';
import type { AdminSubscriptionRow } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { emailsOf } from './owner';
import { PAGE, rowsAfter, toPage } from './page';
import { SUBSCRIPTION_FIELDS, subscriptionViews } from './subscription-view';

/** Every subscription of the account, whoever made it. */
export async function adminSubscriptions(
  context: PaymentsContext,
  after: string | null,
): Promise<Page<AdminSubscriptionRow>> {
  const rows = await context.database.prisma.subscription.findMany({
    where: { provider: context.provider.name, deletedAt: null, ...rowsAfter(after) },
    select: SUBSCRIPTION_FIELDS,
    take: PAGE.take,
    orderBy: [...PAGE.orderBy],
  });
  const customerOf = new Map(rows.map((row) => [row.id, row.customerId]));
  const [views, emails] = await Promise.all([
    subscriptionViews(context, rows),
    emailsOf(
      context,
      rows.map((row) => row.customerId),
    ),
  ]);
  return toPage(
    views.map((view) => {
      const customerId = customerOf.get(view.id) ?? '';
      return { ...view, customerId, customerEmail: emails.get(customerId) ?? null };
    }),
  );
}
