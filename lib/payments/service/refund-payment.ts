import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { refundLimit, type Staff } from '../domain/staff';
import { runOperation } from '../operations/run-operation';
import { REFUND_REASONS } from '../provider-changes';

const requestSchema = z.strictObject({
  paymentId: z.string().min(1).max(255),
  amount: z.int().positive(),
  reason: z.enum(REFUND_REASONS).nullable(),
  request: z.uuid(),
});

/** `amount`: minor units of the payment's currency. `request`: made when the form was rendered; it is refunded once. */
export type RefundRequest = Readonly<z.infer<typeof requestSchema>>;

type RefundablePayment = { readonly userId: string; readonly left: bigint; readonly currency: string };

/** What is left of a payment by the mirror, and whose it is; the provider has the last word on the amount. */
async function findPayment(
  { database, provider }: PaymentsContext,
  id: string,
): Promise<RefundablePayment | Refused> {
  const payment = await database.prisma.payment.findUnique({
    where: { provider_id: { provider: provider.name, id } },
    select: { customerId: true, currency: true, amountReceived: true, amountRefunded: true, deletedAt: true },
  });
  if (!payment || payment.deletedAt !== null) return refused('not_found', id);
  const customer =
    payment.customerId === null
      ? null
      : await database.prisma.user.findUnique({
          where: { stripeCustomerId: payment.customerId },
          select: { id: true },
        });
  // Of somebody who is no user of ours: the provider's own dashboard is the place for it.
  if (!customer) return refused('not_found', `nobody's payment ${id}`);
  const { currency, amountReceived, amountRefunded } = payment;
  return { userId: customer.id, left: amountReceived - amountRefunded, currency };
}

/** Gives a payment back, in whole or in part. See AdminActs. */
export async function refundPayment(
  context: PaymentsContext,
  input: RefundRequest,
  by: Staff,
): Promise<Outcome> {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) return refused('invalid_request', 'not a refund');
  const { request, ...params } = parsed.data;
  const payment = await findPayment(context, params.paymentId);
  if ('kind' in payment) return payment;
  const limit = refundLimit(by.role, payment.currency);
  if (limit !== null && params.amount > limit.amount) return refused('refund_over_limit', params.paymentId);
  const slot = `refund:${request}`;
  return runOperation(
    context,
    { userId: payment.userId, purpose: 'refund_payment', slot, params, requestedBy: by.id },
    async ({ attempts }) => {
      // Looked at for the first try only: after that, what is left may be less by this very refund.
      return attempts <= 1 && BigInt(params.amount) > payment.left
        ? refused('refund_too_large', params.paymentId)
        : null;
    },
  );
}
