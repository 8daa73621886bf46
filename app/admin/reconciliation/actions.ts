'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';

const scopeSchema = z.enum(['recent', 'full']);

/** Starts a reconciliation, or widens the one under way; the background does the work. */
export async function reconcile(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const scope = scopeSchema.parse(form.get('scope'));
  const { adminActs } = await getPayments();
  const { started } = await adminActs.reconcile(scope, staff);
  redirect(`/admin/reconciliation?asked=${started ? 'started' : 'under_way'}`);
}
