import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import type { PaymentsContext } from '../context';
import { STAFF_ROLES, type Staff } from '../domain/staff';

const requestSchema = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email()),
  role: z.enum([...STAFF_ROLES, 'user']),
});

/** `role`: `user` takes every role away. */
export type RoleChange = Readonly<z.infer<typeof requestSchema>>;
export type RoleChanged = 'changed' | 'invalid_request' | 'not_found' | 'own_role';

// The staff's rows in one order: of two admins who take each other's role at once, one comes second and is none any more.
const LOCK = `SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`;
const CHANGE = `
  UPDATE users SET role = $2, updated_at = now()
  WHERE email = $1 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM users a WHERE a.id = $3 AND a.role = 'admin')`;

/** Gives somebody who has signed up a role, or takes it away; never one's own, so that an admin is left. See AdminActs. */
export async function changeRole(
  { database }: PaymentsContext,
  input: RoleChange,
  by: Staff,
): Promise<RoleChanged> {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) return 'invalid_request';
  const { email, role } = parsed.data;
  return inTransaction(database, async (client) => {
    await client.query(LOCK);
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM users WHERE email = $1 AND deleted_at IS NULL',
      [email],
    );
    if (rows[0]?.id === by.id) return 'own_role';
    const { rowCount } = await client.query(CHANGE, [email, role, by.id]);
    return rowCount === 1 ? 'changed' : 'not_found';
  });
}
