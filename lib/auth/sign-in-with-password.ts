import { getDb } from '@/lib/db';
import type { SignInInput } from './credentials';
import { getAttemptLimits } from './limits';
import { passwordMatches } from './password';

export type SignedIn = { readonly kind: 'signed_in'; readonly userId: string; readonly role: string };
export type SignInAnswer =
  | SignedIn
  /** Wrong e-mail or wrong password: which of the two is not said. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'closed'; readonly retryAfterMs: number };

/**
 * Signs a person in by e-mail and password, under the attempt limits. The one way in: the form and next-auth both call it.
 * @param address from `clientAddress`
 */
export async function signInWithPassword(
  { email, password }: SignInInput,
  address: string,
): Promise<SignInAnswer> {
  const limits = getAttemptLimits();
  const gate = await limits.signInBegins(email, address);
  if (!gate.open) return { kind: 'closed', retryAfterMs: gate.retryAfterMs };
  const user = await getDb().user.findUnique({
    where: { email },
    select: { id: true, role: true, passwordHash: true },
  });
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (!user || !matches) return { kind: 'wrong' };
  await limits.signInSucceeded(email, address);
  return { kind: 'signed_in', userId: user.id, role: user.role };
}
