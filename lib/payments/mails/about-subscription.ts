import type { PaymentMethod, Subscription } from '@/lib/db/generated/client';
import type { PaymentsContext } from '../context';
import { nameOfCard } from '../reads/payment-view';
import { canceledLetter, trialEndingLetter } from './letters/subscription';
import { planInWords, subscriptionOf } from './plan-in-words';
import { letter, tooEarly, untrue, type Writer } from './written';

function rowOf({ database, provider }: PaymentsContext, id: string): Promise<Subscription | null> {
  return database.prisma.subscription.findUnique({ where: { provider_id: { provider: provider.name, id } } });
}

/** The card that will be charged: the subscription's own, else the customer's. */
async function cardOf(context: PaymentsContext, subscription: Subscription): Promise<string | null> {
  const { database, provider } = context;
  const customer = await database.prisma.customer.findUnique({
    where: { provider_id: { provider: provider.name, id: subscription.customerId } },
    select: { defaultPaymentMethodId: true },
  });
  const id = subscription.defaultPaymentMethodId ?? customer?.defaultPaymentMethodId;
  if (!id) return null;
  const method: PaymentMethod | null = await database.prisma.paymentMethod.findUnique({
    where: { provider_id: { provider: provider.name, id } },
  });
  return method && nameOfCard(method.brand, method.last4);
}

export const writeTrialEnding: Writer = async (context, id) => {
  const [row, view] = await Promise.all([rowOf(context, id), subscriptionOf(context, id)]);
  if (!row || !view || row.deletedAt !== null) return untrue('the subscription is gone');
  if (row.status !== 'trialing') return untrue(`the subscription is ${row.status}`);
  if (view.cancelAt !== null || row.trialEnd === null) return untrue('it ends with the trial');
  return letter(
    trialEndingLetter({
      plan: planInWords(view),
      endsAt: row.trialEnd,
      price: view.recurring,
      interval: view.interval,
      card: await cardOf(context, row),
    }),
  );
};

export const writeCanceled: Writer = async (context, id) => {
  const [row, view] = await Promise.all([rowOf(context, id), subscriptionOf(context, id)]);
  if (!row || !view) return untrue('the subscription is gone');
  if (row.status !== 'canceled' && row.deletedAt === null)
    return tooEarly(`the subscription is ${row.status}`);
  return letter(canceledLetter({ plan: planInWords(view), endedAt: row.endedAt }));
};
