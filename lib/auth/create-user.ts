import { getDb } from '@/lib/db';
import { Prisma } from '@/lib/db/generated/client';
import type { SignUpInput } from './credentials';
import { getAttemptLimits } from './limits';
import { hashPassword } from './password';

export type SignUpAnswer =
  | { readonly kind: 'created'; readonly userId: string; readonly role: string }
  | { readonly kind: 'email_taken' }
  | { readonly kind: 'closed'; readonly retryAfterMs: number };

/** Whether a write was refused because such a row is already there. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** Creates a user with a password. The unique index decides who was first, not a look-up before. */
export async function createUser(
  { name, email, password }: SignUpInput,
  address: string,
): Promise<SignUpAnswer> {
  const gate = await getAttemptLimits().signUpBegins(address);
  if (!gate.open) return { kind: 'closed', retryAfterMs: gate.retryAfterMs };
  const passwordHash = await hashPassword(password);
  try {
    const user = await getDb().user.create({
      data: { name, email, passwordHash },
      select: { id: true, role: true },
    });
    return { kind: 'created', userId: user.id, role: user.role };
  } catch (error) {
    if (isDuplicate(error)) return { kind: 'email_taken' };
    throw error;
  }
}
