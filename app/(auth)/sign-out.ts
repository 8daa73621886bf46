'use server';

import { redirect } from 'next/navigation';
import { endSession } from '@/lib/auth/session';

/** Ends the session; only ever by a post from this site. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect('/');
}
