import type { PaymentProvider } from '../../provider';
import type { Operation, OperationOf } from '../operation';
import { type Driver, syncAll } from './driver';

export type StartOperation = OperationOf<'start_subscription' | 'start_payment'>;

export function isStart(operation: Operation): operation is StartOperation {
  return operation.purpose === 'start_subscription' || operation.purpose === 'start_payment';
}

/** Read by its id once that is known, else looked for by our own id in the customer's lists. */
function look(
  provider: PaymentProvider,
  type: 'subscription' | 'payment',
  customerId: string,
  { id, objectId }: StartOperation,
) {
  return objectId === null
    ? provider.findByOperation(type, customerId, id)
    : provider.readStarted(type, objectId);
}

// A key for each try: voiding and canceling are safe to repeat, and a saved 5xx must not be all there ever is.
const abandonStep = ({ attempts }: StartOperation): string => `abandon:${attempts}`;

export const startSubscription: Driver<'start_subscription'> = {
  objectType: 'subscription',
  isDeferrable: () => false,
  send: ({ provider, customerId, key }, { id: operationId, userId, params }) =>
    provider.createSubscription(key('start_subscription'), { operationId, userId, customerId, ...params }),
  look: ({ provider, customerId }, operation) => look(provider, 'subscription', customerId, operation),
  // The payments of the subscription's invoices come with no other read; a webhook may have brought them already.
  settle: async (pass, _, { id }) => {
    const { context } = pass;
    if (!(await syncAll(pass, [['subscription', id]]))) return false;
    const { prisma } = context.database;
    const { name } = context.provider;
    const invoices = await prisma.invoice.findMany({
      where: { provider: name, subscriptionId: id },
      select: { paymentIds: true },
    });
    const paymentIds = invoices.flatMap((invoice) => invoice.paymentIds);
    const known = await prisma.payment.findMany({
      where: { provider: name, id: { in: paymentIds }, status: 'succeeded' },
      select: { id: true },
    });
    const missing = paymentIds.filter((paymentId) => !known.some((payment) => payment.id === paymentId));
    await syncAll(
      pass,
      missing.map((paymentId) => ['payment', paymentId] as const),
    );
    return true;
  },
  abandon: ({ provider, key }, operation) =>
    provider.abandonSubscription(key(abandonStep(operation)), operation.objectId ?? ''),
};

export const startPayment: Driver<'start_payment'> = {
  objectType: 'payment',
  isDeferrable: () => false,
  send: ({ provider, customerId, key }, { id: operationId, userId, params }) =>
    provider.createPayment(key('start_payment'), { operationId, userId, customerId, ...params }),
  look: ({ provider, customerId }, operation) => look(provider, 'payment', customerId, operation),
  settle: (pass, _, { id }) => syncAll(pass, [['payment', id]]),
  abandon: ({ provider, key }, operation) =>
    provider.abandonPayment(key(abandonStep(operation)), operation.objectId ?? ''),
};
