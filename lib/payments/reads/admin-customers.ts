import type { PaymentsContext } from '../context';
import type { AdminCustomerRow } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { accessByCustomer } from './access';
import { ownersOf } from './owner';
import { PAGE, rowsAfter, toPage } from './page';

/** Customers as the provider has them, with the user of ours each belongs to, if any. */
export async function adminCustomers(
  context: PaymentsContext,
  after: string | null,
): Promise<Page<AdminCustomerRow>> {
  const rows = await context.database.prisma.customer.findMany({
    where: { provider: context.provider.name, deletedAt: null, ...rowsAfter(after) },
    select: { id: true, email: true, name: true, created: true },
    take: PAGE.take,
    orderBy: [...PAGE.orderBy],
  });
  const ids = rows.map((row) => row.id);
  const [owners, accesses] = await Promise.all([ownersOf(context, ids), accessByCustomer(context, ids)]);
  return toPage(
    rows.map((row) => ({
      ...row,
      userId: owners.get(row.id) ?? null,
      plan: accesses.get(row.id)?.plan ?? 'free',
    })),
  );
}
