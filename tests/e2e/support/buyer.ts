import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { encode } from 'next-auth/jwt';
import type { StaffRole } from '@/lib/payments/domain/staff';
import type { Books } from './books';
import { settings } from './settings';

export type Buyer = { readonly id: string; readonly name: string; readonly email: string };

/** An e-mail that no other test and no earlier run has. */
export function freshEmail(): string {
  return `buyer-${randomUUID()}@example.com`;
}

/** A user, without going through the sign-up page. */
export async function createBuyer(books: Books, role: 'user' | StaffRole = 'user'): Promise<Buyer> {
  const buyer = { id: randomUUID(), name: 'Ada Buyer', email: freshEmail() };
  await books.query('INSERT INTO users (id, email, name, role, updated_at) VALUES ($1, $2, $3, $4, now())', [
    buyer.id,
    buyer.email,
    buyer.name,
    role,
  ]);
  return buyer;
}

/** The cookie of a session, sealed as next-auth seals it, as a Cookie header. */
export async function sessionCookie(
  userId: string,
  secret = settings.NEXTAUTH_SECRET,
): Promise<{ name: string; value: string }> {
  return { name: 'next-auth.session-token', value: await encode({ token: { sub: userId }, secret }) };
}

/** Signs a user in, in one browser context. */
export async function signIn(
  context: BrowserContext,
  userId: string,
  { url = settings.BASE_URL, secret = settings.NEXTAUTH_SECRET } = {},
): Promise<void> {
  const cookie = await sessionCookie(userId, secret);
  await context.addCookies([{ ...cookie, url, httpOnly: true, sameSite: 'Lax' }]);
}
