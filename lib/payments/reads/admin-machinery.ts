import type { PaymentsContext } from '../context';
import type { AdminMachinery } from '../domain/admin-views';

/** What the payments layer runs with, and what it has yet to settle. */
export async function adminMachinery({ database, mode, provider }: PaymentsContext): Promise<AdminMachinery> {
  const operationsUnsettled = await database.prisma.paymentOperation.count({
    where: { state: { in: ['open', 'unknown', 'needs_human'] } },
  });
  return { operationsUnsettled, mode, apiVersion: provider.apiVersion };
}
