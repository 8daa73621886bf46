import type { FieldErrors } from '@/lib/auth/credentials';

/** What a sign-in or sign-up form shows after a post that did not succeed. Never the password. */
export type AuthFormState = {
  readonly message: string | null;
  readonly errors: FieldErrors;
  readonly values: { readonly name: string; readonly email: string };
};

export const EMPTY_FORM: AuthFormState = { message: null, errors: {}, values: { name: '', email: '' } };

/** A form field as text; a file or an absent field is an empty one. */
export function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
