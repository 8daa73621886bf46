import type { Database } from '@/lib/db';
import type { Page } from '@/lib/payments/domain/views';

/** A mail that stayed here. */
export type MailboxRow = {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: Date;
};

const PAGE_SIZE = 25;

// What an address may hold is anybody's to write: nothing that the database would choke on gets through.
const parseCursor = (text: string | null): bigint | null =>
  text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;

/**
 * The mails that were kept here instead of sent, newest first: a user's own, an admin's everybody's.
 * @param after the cursor of the page before; a malformed one means the first page
 */
export async function readMailbox(
  { prisma }: Database,
  reader: { readonly id: string; readonly role: string },
  after: string | null,
): Promise<Page<MailboxRow>> {
  const cursor = parseCursor(after);
  const rows = await prisma.localMail.findMany({
    where: {
      ...(reader.role === 'admin' ? {} : { recipientId: reader.id }),
      ...(cursor === null ? {} : { id: { lt: cursor } }),
    },
    select: { id: true, address: true, subject: true, text: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: PAGE_SIZE + 1,
  });
  const shown = rows.slice(0, PAGE_SIZE).map((row) => ({ ...row, id: row.id.toString() }));
  return { rows: shown, next: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null };
}
