import { ruleOf } from '../../domain/subscription-status';
import type { ProviderResult, Started } from '../../provider';
import type { OperationOf } from '../operation';
import { afterAStep, type Driver, nothingToAbandon, type Pass, settled, syncAll } from './driver';
import { lookAt } from './look-at';

type SetDefault = OperationOf<'set_default_payment_method'>;

/** A subscription is charged to its own card first: making another the default changes it there too. */
async function liveSubscriptions({ context, customerId }: Pass): Promise<string[]> {
  const rows = await context.database.prisma.subscription.findMany({
    where: { provider: context.provider.name, customerId, deletedAt: null },
    select: { id: true, status: true },
    orderBy: { id: 'asc' },
  });
  return rows.filter(({ status }) => ruleOf(status).holdsPlace).map(({ id }) => id);
}

async function send(pass: Pass, { params }: SetDefault): Promise<ProviderResult<Started>> {
  const { provider, key, customerId } = pass;
  const { paymentMethodId } = params;
  const ofCustomer = await provider.setDefaultPaymentMethod(key('set_default'), {
    type: 'customer',
    id: customerId,
    paymentMethodId,
  });
  if (ofCustomer.kind !== 'ok') return ofCustomer;
  for (const id of await liveSubscriptions(pass)) {
    const ofSubscription = await provider.setDefaultPaymentMethod(key(`set_default:${id}`), {
      type: 'subscription',
      id,
      paymentMethodId,
    });
    const result = afterAStep(ofSubscription);
    if (result.kind !== 'ok') return result;
  }
  return { kind: 'ok', value: settled(paymentMethodId) };
}

async function look(pass: Pass, { params }: SetDefault): Promise<ProviderResult<Started | null>> {
  const { provider, customerId } = pass;
  const isIt = ({ defaultPaymentMethodId }: { readonly defaultPaymentMethodId: string | null }) =>
    defaultPaymentMethodId === params.paymentMethodId;
  const ofCustomer = await lookAt(provider, 'customer', customerId, isIt);
  if (ofCustomer.kind !== 'ok' || ofCustomer.value === null) return ofCustomer;
  for (const id of await liveSubscriptions(pass)) {
    const ofSubscription = await lookAt(provider, 'subscription', id, isIt);
    if (ofSubscription.kind !== 'ok' || ofSubscription.value === null) return ofSubscription;
  }
  return { kind: 'ok', value: settled(params.paymentMethodId) };
}

/** The card that is charged from now on, for the customer and for what is running. */
export const setDefaultPaymentMethod: Driver<'set_default_payment_method'> = {
  objectType: 'payment_method',
  // Several steps, of which a part may be done: it is gone on with, never given up halfway.
  isDeferrable: () => true,
  send,
  look,
  settle: async (pass) => {
    const subscriptions = await liveSubscriptions(pass);
    return syncAll(pass, [
      ['customer', pass.customerId],
      ...subscriptions.map((id) => ['subscription', id] as const),
    ]);
  },
  abandon: nothingToAbandon,
};
