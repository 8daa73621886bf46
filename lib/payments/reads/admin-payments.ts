import type { PaymentsContext } from '../context';
import type { AdminPaymentRow } from '../domain/admin-views';
import type { Page } from '../domain/views';
import { emailsOf } from './owner';
import { PAGE, rowsAfter, toPage } from './page';
import { PAYMENT_FIELDS, toPaymentView } from './payment-view';

/** Every payment of the account, of invoices and one-off, whatever became of it. */
export async function adminPayments(
  context: PaymentsContext,
  after: string | null,
): Promise<Page<AdminPaymentRow>> {
  const rows = await context.database.prisma.payment.findMany({
    where: { provider: context.provider.name, deletedAt: null, ...rowsAfter(after) },
    select: PAYMENT_FIELDS,
    take: PAGE.take,
    orderBy: [...PAGE.orderBy],
  });
  const emails = await emailsOf(
    context,
    rows.map((row) => row.customerId),
  );
  return toPage(
    rows.map((row) => ({
      ...toPaymentView(row),
      customerId: row.customerId,
      customerEmail: row.customerId === null ? null : (emails.get(row.customerId) ?? null),
    })),
  );
}
