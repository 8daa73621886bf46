'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { clientAddress } from '@/lib/auth/client-address';
import { parseSignIn } from '@/lib/auth/credentials';
import { inMinutes } from '@/lib/auth/rate-limit-keys';
import { safeNextPath } from '@/lib/auth/safe-next-path';
import { startSession } from '@/lib/auth/session';
import { signInWithPassword } from '@/lib/auth/sign-in-with-password';
import { type AuthFormState, textOf } from '../form-state';

export async function signIn(_before: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { name: '', email: textOf(form, 'email') };
  const parsed = parseSignIn({ email: values.email, password: textOf(form, 'password') });
  if (!parsed.ok) return { message: null, errors: parsed.errors, values };
  const answer = await signInWithPassword(parsed.input, clientAddress(await headers()));
  switch (answer.kind) {
    case 'wrong':
      return { message: 'That e-mail and password don’t go together.', errors: {}, values };
    case 'closed':
      return {
        message: `Too many attempts. Try again ${inMinutes(answer.retryAfterMs)}.`,
        errors: {},
        values,
      };
    case 'signed_in':
      await startSession(answer.userId, answer.role);
      redirect(safeNextPath(textOf(form, 'next')));
  }
}
