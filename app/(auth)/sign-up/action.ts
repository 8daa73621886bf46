'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { clientAddress } from '@/lib/auth/client-address';
import { createUser } from '@/lib/auth/create-user';
import { parseSignUp } from '@/lib/auth/credentials';
import { inMinutes } from '@/lib/auth/rate-limit-keys';
import { safeNextPath } from '@/lib/auth/safe-next-path';
import { startSession } from '@/lib/auth/session';
import { type AuthFormState, textOf } from '../form-state';

export async function signUp(_before: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email') };
  const parsed = parseSignUp({ ...values, password: textOf(form, 'password') });
  if (!parsed.ok) return { message: null, errors: parsed.errors, values };
  const answer = await createUser(parsed.input, clientAddress(await headers()));
  switch (answer.kind) {
    case 'email_taken':
      return { message: null, errors: { email: 'That e-mail can’t be used. Sign in instead?' }, values };
    case 'closed':
      return {
        message: `Too many accounts were made from here. Try again ${inMinutes(answer.retryAfterMs)}.`,
        errors: {},
        values,
      };
    case 'created':
      await startSession(answer.userId, answer.role);
      redirect(safeNextPath(textOf(form, 'next')));
  }
}
