import type Stripe from 'stripe';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { Selection } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import type { TestPayments } from './payments';

export const PRO: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };

/** Does what a browser does with a client secret. @returns the operation's id */
async function confirm({ stripe }: TestPayments, outcome: Outcome): Promise<string> {
  if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
  const id = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  const params = { payment_method: 'pm_card_visa', return_url: 'http://localhost:3000/' };
  if (id.startsWith('seti_')) await stripe.setupIntents.confirm(id, params);
  else await stripe.paymentIntents.confirm(id, params);
  return outcome.operationId;
}

/** The user's customer at the provider. */
export async function customerOf({ context }: TestPayments, id: string): Promise<string> {
  const { stripeCustomerId } = await context.database.prisma.user.findUniqueOrThrow({ where: { id } });
  return stripeCustomerId ?? '';
}

/** A running subscription, to Pro unless told otherwise, with its card, as the mirror has it too. */
export async function subscribed(
  world: TestPayments,
  userId: string,
  selection: Selection = PRO,
): Promise<Stripe.Subscription> {
  const operationId = await confirm(world, await world.payments.startSubscription(userId, selection));
  await world.payments.completeCheckout(userId, operationId);
  const { data } = await world.stripe.subscriptions.list({ customer: await customerOf(world, userId) });
  const subscription = data[0];
  if (subscription?.status !== 'active') throw new Error(`The subscription is ${subscription?.status}`);
  return subscription;
}

/** A second card of the customer's, which the mirror knows. */
export async function secondCard(world: TestPayments, customer: string): Promise<string> {
  const { id } = await world.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  await syncObject(world.context, 'payment_method', id);
  return id;
}

/** The id of what may be expanded. */
export const idOf = (object: string | { id: string } | null): string | null =>
  typeof object === 'string' ? object : (object?.id ?? null);
