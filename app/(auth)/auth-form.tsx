'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { type AuthFormState, EMPTY_FORM } from './form-state';

type Props = {
  readonly action: (before: AuthFormState, form: FormData) => Promise<AuthFormState>;
  readonly kind: 'sign-in' | 'sign-up';
  readonly next: string;
  readonly hint?: string;
};

const LABELS = { 'sign-in': 'Sign in', 'sign-up': 'Create account' } as const;

/** The form of both pages. It posts and answers without script; with script the page stays where it is. */
export function AuthForm({ action, kind, next, hint }: Props) {
  const [state, post, pending] = useActionState(action, EMPTY_FORM);
  const { errors, values } = state;
  const joining = kind === 'sign-up';
  return (
    <form action={post} noValidate className="space-y-5">
      {state.message && (
        <Notice tone="danger" alert>
          {state.message}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      {joining && (
        <Field
          id="name"
          name="name"
          label="Name"
          autoComplete="name"
          defaultValue={values.name}
          error={errors.name}
          required
        />
      )}
      <Field
        id="email"
        name="email"
        type="email"
        label="Email"
        autoComplete={joining ? 'email' : 'username'}
        defaultValue={values.email}
        error={errors.email}
        required
      />
      <Field
        id="password"
        name="password"
        type="password"
        label="Password"
        autoComplete={joining ? 'new-password' : 'current-password'}
        error={errors.password}
        hint={hint}
        required
      />
      <Button type="submit" size="lg" className="w-full" aria-disabled={pending}>
        {LABELS[kind]}
      </Button>
    </form>
  );
}
