import 'server-only';

import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { getDb } from '@/lib/db';
import { type Capability, may, type StaffRole, staffRoleOf } from '@/lib/payments/domain/staff';
import { withNext } from './safe-next-path';
import { openSession, sealSession, sessionCookie } from './session-token';

export type CurrentUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'user' | StaffRole;
};

/** Who is asking, read from the database once a request: a role taken away is gone at once, whatever the cookie says. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const id = await openSession((await cookies()).get(sessionCookie().name)?.value);
  if (!id) return null;
  const user = await getDb().user.findUnique({
    where: { id, deletedAt: null },
    select: { id: true, name: true, email: true, role: true },
  });
  return user && { ...user, role: staffRoleOf(user.role) ?? 'user' };
});

/** The user, or a redirect to sign in (new buyers: to sign up) that comes back to `next`. */
export async function requireUser(
  next: string,
  page: '/sign-in' | '/sign-up' = '/sign-in',
): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(withNext(page, next));
}

export type CurrentStaff = CurrentUser & { readonly role: StaffRole };

const isStaff = (user: CurrentUser | null): user is CurrentStaff => user !== null && user.role !== 'user';

/** Who asks, when they are of the staff and may do that; for everybody else the same 404 that an address which does not exist gets. */
export async function requireStaff(capability: Capability = 'see'): Promise<CurrentStaff> {
  const user = await currentUser();
  return isStaff(user) && may(user.role, capability) ? user : notFound();
}

/** Sets the session cookie; for server actions and route handlers. */
export async function startSession(userId: string, role: string): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await sealSession(userId, role), options);
}

/** Takes the session cookie away. */
export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
