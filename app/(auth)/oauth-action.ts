'use server';

import { redirect } from 'next/navigation';
import { safeNextPath } from '@/lib/auth/safe-next-path';
import { startOAuth } from '@/lib/auth/start-oauth';
import { textOf } from './form-state';

/** Sends the browser to a provider's sign-in page. */
export async function signInWithProvider(form: FormData): Promise<void> {
  const address = await startOAuth(textOf(form, 'provider'), safeNextPath(textOf(form, 'next')));
  redirect(address ?? '/sign-in?error=provider');
}
