'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';

const formSchema = z.object({ report: z.uuid() });

/** Makes a report: where the plan is paid by the piece it is written down for the next invoice, once for each form. */
export async function makeReport(form: FormData): Promise<void> {
  const user = await requireUser('/members');
  const payments = await getPayments();
  if (!(await payments.access(user.id)).granted) redirect('/pricing');
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect('/members');
  const usage = { meter: 'reports', identifier: parsed.data.report, quantity: 1 };
  const recorded = await payments.recordUsage(user.id, usage);
  switch (recorded.kind) {
    case 'recorded':
    case 'already_recorded':
      redirect('/members?report=counted');
    case 'not_metered':
      redirect('/members?report=included');
    case 'refused':
      redirect('/members');
  }
}
