import type { PaymentsContext } from '../context';
import type { AdminPayment, AdminPaymentRow } from '../domain/admin-views';
import { money } from '../domain/money';
import type { Page } from '../domain/views';
import { emailsOf, ownersOf } from './owner';
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

/** One payment; null for an id that the mirror has not. */
export async function adminPayment(context: PaymentsContext, id: string): Promise<AdminPayment | null> {
  const { database, provider } = context;
  const row = await database.prisma.payment.findUnique({
    where: { provider_id: { provider: provider.name, id }, deletedAt: null },
    select: PAYMENT_FIELDS,
  });
  if (!row) return null;
  const { customerId } = row;
  const [emails, owners] = await Promise.all([
    emailsOf(context, [customerId]),
    ownersOf(context, customerId === null ? [] : [customerId]),
  ]);
  return {
    ...toPaymentView(row),
    customerId,
    customerEmail: customerId === null ? null : (emails.get(customerId) ?? null),
    left: money(row.amountReceived - row.amountRefunded, row.currency),
    owned: owners.size > 0,
    dashboardUrl: provider.dashboardUrl(id),
  };
}
