import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { StaffRow } from '../domain/admin-views';
import { STAFF_ROLES } from '../domain/staff';

const rowsSchema = z.array(
  z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.enum(STAFF_ROLES) }),
);

/** Everybody of the staff, by e-mail. */
export async function adminStaff({ database }: PaymentsContext): Promise<readonly StaffRow[]> {
  return rowsSchema.parse(
    await database.prisma.user.findMany({
      where: { role: { in: [...STAFF_ROLES] }, deletedAt: null },
      select: { id: true, email: true, name: true, role: true },
      orderBy: { email: 'asc' },
    }),
  );
}
