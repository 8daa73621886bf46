import type { PaymentsContext } from '../context';

/** The customer a user is at the provider; null before their first payment. */
export async function customerIdOf(context: PaymentsContext, userId: string): Promise<string | null> {
  const user = await context.database.prisma.user.findUnique({
    where: { id: userId },
    select: { stripeCustomerId: true },
  });
  return user?.stripeCustomerId ?? null;
}

/** Our user's id for each of these customers that has one; ownership is what `users` says, never an e-mail. */
export async function ownersOf(
  context: PaymentsContext,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const users = await context.database.prisma.user.findMany({
    where: { stripeCustomerId: { in: [...customerIds] } },
    select: { id: true, stripeCustomerId: true },
  });
  return new Map(users.flatMap((user) => (user.stripeCustomerId ? [[user.stripeCustomerId, user.id]] : [])));
}

/** The e-mail the provider has for each of these customers. */
export async function emailsOf(
  context: PaymentsContext,
  customerIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const ids = customerIds.flatMap((id) => (id === null ? [] : [id]));
  const customers = await context.database.prisma.customer.findMany({
    where: { provider: context.provider.name, id: { in: ids } },
    select: { id: true, email: true },
  });
  return new Map(customers.flatMap(({ id, email }) => (email === null ? [] : [[id, email]])));
}
