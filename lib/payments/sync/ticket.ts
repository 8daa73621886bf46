import { z } from 'zod';
import type { PaymentsContext } from '../context';

const rowSchema = z.tuple([z.object({ ticket: z.coerce.bigint(), at: z.string() })]);

/** A ticket and the database's time of its drawing, as PostgreSQL writes it: JavaScript's own would lose microseconds. */
export type StampedTicket = { readonly ticket: bigint; readonly at: string };

/**
 * Draws the next ticket. To be called BEFORE the read whose answer it will guard: then the read with the highest ticket
 * began after every change that led to a lower one, and may overwrite what those wrote (failures 2 and 4).
 */
export async function drawTicket(context: PaymentsContext): Promise<bigint> {
  return (await drawStampedTicket(context)).ticket;
}

/** The same, with the time: whatever had come in by then is answered by the read that follows. */
export async function drawStampedTicket({ database }: PaymentsContext): Promise<StampedTicket> {
  const { rows } = await database.pool.query(
    `SELECT nextval('mirror_tickets') AS ticket, clock_timestamp()::text AS at`,
  );
  return rowSchema.parse(rows)[0];
}
