import { z } from 'zod';
import { PASSWORD } from './password';

/** E-mails are compared without regard to case or surrounding space, everywhere: stored and looked up in this form. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

const email = z
  .string()
  .transform(normalizeEmail)
  .pipe(z.string().min(1, 'Enter your e-mail address.').max(254, 'That e-mail address is too long.'))
  .pipe(z.email('Enter an e-mail address like name@example.com.'));

const signIn = z.object({
  email,
  password: z.string().min(1, 'Enter your password.').max(PASSWORD.max, 'That password is too long.'),
});

const signUp = z.object({
  name: z.string().trim().min(1, 'Enter your name.').max(100, 'Use at most 100 characters.'),
  email,
  password: z
    .string()
    .min(PASSWORD.min, `Use at least ${PASSWORD.min} characters.`)
    .max(PASSWORD.max, `Use at most ${PASSWORD.max} characters.`),
});

export type SignInInput = z.output<typeof signIn>;
export type SignUpInput = z.output<typeof signUp>;
export type FieldErrors = Readonly<Partial<Record<'name' | 'email' | 'password', string>>>;
export type Parsed<T> =
  | { readonly ok: true; readonly input: T }
  | { readonly ok: false; readonly errors: FieldErrors };

type Fields = Readonly<Record<string, unknown>>;

function parse<T>(schema: z.ZodType<T>, fields: Fields): Parsed<T> {
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, input: result.data };
  const errors: Partial<Record<'name' | 'email' | 'password', string>> = {};
  for (const { path, message } of result.error.issues) {
    const field = path[0];
    // The first complaint about a field is the one to mend first.
    if (field === 'name' || field === 'email' || field === 'password') errors[field] ??= message;
  }
  return { ok: false, errors };
}

/** Reads the fields of the sign-in form. */
export const parseSignIn = (fields: Fields): Parsed<SignInInput> => parse(signIn, fields);

/** Reads the fields of the sign-up form. */
export const parseSignUp = (fields: Fields): Parsed<SignUpInput> => parse(signUp, fields);
