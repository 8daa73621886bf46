import type { PaymentsContext } from '../context';
import type { AdminCustomerRow } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { accessByCustomer } from './access';
import { findCustomers, parseCustomerSearch } from './find-customers';
import { ownersOf } from './owner';
import { PAGE, parseCursor, rowsAfter, toPage } from './page';

async function rowsOf(context: PaymentsContext, after: string | null, search: string | null) {
  if (search !== null) {
    const parsed = parseCustomerSearch(search);
    return parsed ? findCustomers(context, parsed, parseCursor(after), PAGE.take) : [];
  }
  return context.database.prisma.customer.findMany({
    where: { provider: context.provider.name, deletedAt: null, ...rowsAfter(after) },
    select: { id: true, email: true, name: true, created: true },
    take: PAGE.take,
    orderBy: [...PAGE.orderBy],
  });
}

/** Customers as the provider has them, with the user of ours each belongs to, if any. */
export async function adminCustomers(
  context: PaymentsContext,
  after: string | null,
  search: string | null,
): Promise<Page<AdminCustomerRow>> {
  const rows = await rowsOf(context, after, search);
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
