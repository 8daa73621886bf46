'use server';

import { notFound, redirect } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { findSellable } from '@/lib/payments/domain/catalog';

/** The signed-in user wants to be mailed when payments are possible again. */
export async function askForMail(form: FormData): Promise<void> {
  const lookupKey = form.get('lookupKey');
  if (typeof lookupKey !== 'string' || !findSellable(lookupKey)) notFound();
  const paused = `/checkout/${lookupKey}/paused`;
  const user = await requireUser(paused);
  await (await getPayments()).mailWhenBack(user.id, lookupKey);
  redirect(paused);
}
