import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { ruleOf } from '../domain/subscription-status';
import { runOperation } from '../operations/run-operation';
import { customerIdOf } from '../reads/owner';

/** Whether it is the user's own; another user's card is as good as none (failure 19). */
async function isOwn(
  { database, provider }: PaymentsContext,
  customerId: string,
  id: string,
): Promise<boolean> {
  const count = await database.prisma.paymentMethod.count({
    where: { provider: provider.name, id, customerId, deletedAt: null },
  });
  return count > 0;
}

/**
 * Whether the card is being removed, or made the default, elsewhere at this moment. Each of the two has saved its own
 * operation before it asks, so that of two at once at least one sees the other.
 */
async function isBusy(
  { database }: PaymentsContext,
  userId: string,
  purpose: 'set_default_payment_method' | 'remove_payment_method',
  id: string,
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM payment_operations
     WHERE user_id = $1 AND purpose = $2 AND state NOT IN ('done', 'refused') AND params->>'paymentMethodId' = $3`,
    [userId, purpose, id],
  );
  return rowCount !== 0;
}

async function objectToForeign(
  context: PaymentsContext,
  userId: string,
  id: string,
): Promise<Refused | null> {
  const customerId = await customerIdOf(context, userId);
  const own = customerId !== null && (await isOwn(context, customerId, id));
  return own ? null : refused('not_found', id);
}

/** A running subscription is charged to some card: not the one that it, or its customer, is charged to. */
async function objectToRemoval(
  context: PaymentsContext,
  userId: string,
  id: string,
): Promise<Refused | null> {
  const foreign = await objectToForeign(context, userId, id);
  const customerId = await customerIdOf(context, userId);
  if (foreign || customerId === null) return foreign;
  const { prisma } = context.database;
  const where = { provider: context.provider.name, customerId, deletedAt: null };
  const [subscriptions, customer, others] = await Promise.all([
    prisma.subscription.findMany({ where, select: { status: true, defaultPaymentMethodId: true } }),
    prisma.customer.findUnique({
      where: { provider_id: { provider: context.provider.name, id: customerId } },
      select: { defaultPaymentMethodId: true },
    }),
    prisma.paymentMethod.count({ where: { ...where, id: { not: id } } }),
  ]);
  const live = subscriptions.filter(({ status }) => ruleOf(status).holdsPlace);
  const charged = live.map((one) => one.defaultPaymentMethodId ?? customer?.defaultPaymentMethodId ?? null);
  const isNeeded = live.length > 0 && (others === 0 || charged.includes(id));
  return isNeeded || (await isBusy(context, userId, 'set_default_payment_method', id))
    ? refused('payment_method_in_use', id)
    : null;
}

/** Begins to save a payment method, or goes on with the one that was begun. See PaymentService. */
export async function addPaymentMethod(context: PaymentsContext, userId: string): Promise<Outcome> {
  const run = () =>
    runOperation(
      context,
      { userId, purpose: 'add_payment_method', slot: 'payment_method', params: {} },
      async () => null,
    );
  const outcome = await run();
  // The one that was begun has been confirmed meanwhile, and was waiting to be noticed: this is for another.
  return outcome.kind === 'done' ? run() : outcome;
}

/** What is charged from now on. See PaymentService. */
export function setDefaultPaymentMethod(
  context: PaymentsContext,
  userId: string,
  paymentMethodId: string,
): Promise<Outcome> {
  return runOperation(
    context,
    {
      userId,
      purpose: 'set_default_payment_method',
      slot: 'default_payment_method',
      params: { paymentMethodId },
    },
    async () =>
      (await isBusy(context, userId, 'remove_payment_method', paymentMethodId))
        ? refused('changed_meanwhile', paymentMethodId)
        : objectToForeign(context, userId, paymentMethodId),
  );
}

/** Removes one for good. See PaymentService. */
export function removePaymentMethod(
  context: PaymentsContext,
  userId: string,
  paymentMethodId: string,
): Promise<Outcome> {
  return runOperation(
    context,
    { userId, purpose: 'remove_payment_method', slot: paymentMethodId, params: { paymentMethodId } },
    // Looked at for the first try only: after that it may be gone by this very removal.
    async ({ attempts }) => (attempts <= 1 ? objectToRemoval(context, userId, paymentMethodId) : null),
  );
}
