'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { STAFF_ROLES } from '@/lib/payments/domain/staff';
import { saying } from '../act-path';

const formSchema = z.object({ email: z.string().max(320), role: z.enum([...STAFF_ROLES, 'user']) });

/** Gives somebody a role, or takes it away. */
export async function changeRole(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const { data } = formSchema.safeParse(Object.fromEntries(form));
  if (!data) redirect(saying('/admin/staff', { refused: 'invalid_request' }));
  const { adminActs } = await getPayments();
  const changed = await adminActs.changeRole(data, staff);
  redirect(saying('/admin/staff', changed === 'changed' ? { done: 'role_changed' } : { refused: changed }));
}
