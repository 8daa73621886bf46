'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { normalizeEmail } from '@/lib/auth/credentials';
import { endSession, requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { type DeleteProblem, deletePath } from './delete-path';

const fields = z.object({ email: z.string().max(320).transform(normalizeEmail) });

const back = (problem: DeleteProblem): never => redirect(`${deletePath}?${new URLSearchParams({ problem })}`);

/** Ends what is live at the provider, and then deletes the account. */
export async function deleteAccount(form: FormData): Promise<void> {
  const user = await requireUser(deletePath);
  const typed = fields.safeParse(Object.fromEntries(form)).data?.email;
  if (typed !== user.email) back('email');
  const closing = await (await getPayments()).closeAccount(user.id);
  switch (closing.kind) {
    case 'closed':
      await endSession();
      return redirect('/?account=deleted');
    case 'waiting':
      return back('waiting');
    case 'refused':
      return back('not_reached');
  }
}
