'use server';

import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { saidOf, saying } from '@/app/admin/act-path';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { parseMajor } from '@/lib/payments/domain/money';
import { customerPath } from '../../../customers/customer-path';
import { refundPath } from '../../refund-path';

const formSchema = z.object({
  payment: z.string().min(1).max(255),
  request: z.uuid(),
  amount: z.string().max(40),
  reason: z.union([
    z.literal('').transform(() => null),
    z.enum(['duplicate', 'fraudulent', 'requested_by_customer']),
  ]),
});

/** Gives a payment back, in whole or in part. */
export async function refundPayment(form: FormData): Promise<void> {
  const staff = await requireStaff('serve');
  const { payment: paymentId, request, amount: written, reason } = formSchema.parse(Object.fromEntries(form));
  const { admin, adminActs } = await getPayments();
  const payment = (await admin.payment(paymentId)) ?? notFound();
  const amount = parseMajor(written, payment.amount.currency);
  if (amount === null || amount.amount === 0)
    redirect(saying(refundPath(paymentId), { refused: 'invalid_amount' }));
  const outcome = await adminActs.refundPayment({ paymentId, amount: amount.amount, reason, request }, staff);
  const said = saidOf(outcome, 'refunded');
  const stays = 'refused' in said || payment.customerId === null;
  redirect(saying(stays ? refundPath(paymentId) : customerPath(payment.customerId ?? ''), said));
}
