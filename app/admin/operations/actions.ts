'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { operationsAddress, parseFilter } from './filter';

const formSchema = z.object({
  id: z.uuid(),
  choice: z.enum(['look_again', 'it_happened', 'it_did_not']),
});

/** Settles an operation that waits for a person; comes back to the list as it was filtered. */
export async function resolveOperation(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const { id, choice } = formSchema.parse(Object.fromEntries(form));
  const { adminActs } = await getPayments();
  const resolved = await adminActs.resolveOperation(id, choice, staff);
  redirect(
    operationsAddress(parseFilter(Object.fromEntries(form)), { resolved: resolved ? choice : 'left_alone' }),
  );
}
