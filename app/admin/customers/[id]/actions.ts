'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { parseResumable, parseSeen } from '@/app/(account)/billing/parse-form';
import { type Said, saidOf, saying } from '@/app/admin/act-path';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { customerPath } from '../customer-path';

const customerSchema = z.object({ customer: z.string().min(1).max(255) });
const whenSchema = z.object({ when: z.enum(['period_end', 'now']) });
const giftSchema = z.object({
  credits: z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number),
  request: z.uuid(),
});

const WRONG: Said = { refused: 'invalid_request' };

/** Whose page the form was on: it leads back there. */
const customerIn = (form: FormData): string => customerSchema.parse(Object.fromEntries(form)).customer;

/** Ends a customer's subscription. */
export async function cancelForCustomer(form: FormData): Promise<void> {
  const staff = await requireStaff('serve');
  const path = customerPath(customerIn(form));
  const seen = parseSeen(form);
  const { data } = whenSchema.safeParse(Object.fromEntries(form));
  if (!seen || !data) redirect(saying(path, WRONG));
  const { adminActs } = await getPayments();
  redirect(saying(path, saidOf(await adminActs.cancelSubscription(seen, data.when, staff), 'canceled')));
}

/** Takes back what keeps a customer's subscription from going on as it is. */
export async function resumeForCustomer(form: FormData): Promise<void> {
  const staff = await requireStaff('serve');
  const path = customerPath(customerIn(form));
  const [seen, from] = [parseSeen(form), parseResumable(form)];
  if (!seen || !from) redirect(saying(path, WRONG));
  const { adminActs } = await getPayments();
  redirect(saying(path, saidOf(await adminActs.resumeSubscription(seen, from, staff), 'resumed')));
}

/** Adds credits that nobody paid for. */
export async function giveCredits(form: FormData): Promise<void> {
  const staff = await requireStaff('serve');
  const customerId = customerIn(form);
  const path = customerPath(customerId);
  const { data } = giftSchema.safeParse(Object.fromEntries(form));
  if (!data) redirect(saying(path, WRONG));
  const { adminActs } = await getPayments();
  const given = await adminActs.giveCredits({ ...data, customerId }, staff);
  redirect(saying(path, given === 'given' ? { done: 'given' } : { refused: given }));
}

/** Reads everything of a customer at the provider again. */
export async function syncNow(form: FormData): Promise<void> {
  const staff = await requireStaff('serve');
  const customerId = customerIn(form);
  const { adminActs } = await getPayments();
  const synced = await adminActs.syncCustomer(customerId, staff);
  redirect(saying(customerPath(customerId), synced === 'not_found' ? { refused: synced } : { done: synced }));
}
