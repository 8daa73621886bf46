import { z } from 'zod';
import type { PaymentsContext } from '../context';

const rowSchema = z.tuple([z.object({ ticket: z.coerce.bigint() })]);

/**
 * Draws the next ticket. To be called BEFORE the read whose answer it will guard: then the read with the highest ticket
 * began after every change that led to a lower one, and may overwrite what those wrote (failures 2 and 4).
 */
export async function drawTicket({ database }: PaymentsContext): Promise<bigint> {
  const { rows } = await database.pool.query(`SELECT nextval('mirror_tickets') AS ticket`);
  return rowSchema.parse(rows)[0].ticket;
}
