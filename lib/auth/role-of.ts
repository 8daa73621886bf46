import { getDb } from '@/lib/db';

/** A user's role as the database has it now; null for a user who is no longer there. */
export async function roleOf(userId: string): Promise<string | null> {
  const user = await getDb().user.findUnique({ where: { id: userId }, select: { role: true } });
  return user?.role ?? null;
}
