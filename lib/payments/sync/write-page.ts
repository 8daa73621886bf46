import type { PaymentsContext } from '../context';
import type { ListedObject } from '../provider';
import { writeRecords } from './write-records';

/** What was listed, as far as writing it goes. */
type Listed = Pick<ListedObject, 'id' | 'records'>;

/** Each in a transaction of its own; what the database does not take is left out. */
async function writeSingly<T extends Listed>(
  context: PaymentsContext,
  objects: readonly T[],
  ticket: bigint,
): Promise<T[]> {
  const written: T[] = [];
  for (const object of objects) {
    try {
      await writeRecords(context, object.records, ticket);
      written.push(object);
    } catch (error) {
      context.log.error({ err: error, kind: object.records[0].kind, id: object.id }, 'not written');
    }
  }
  return written;
}

/**
 * Writes the objects of a list page, under the ticket drawn before its request, in one transaction. One object that the
 * database does not take must not keep the others out.
 * @returns those for which the mirror is now at least as new as the page
 */
export async function writePage<T extends Listed>(
  context: PaymentsContext,
  objects: readonly T[],
  ticket: bigint,
): Promise<readonly T[]> {
  try {
    await writeRecords(
      context,
      objects.flatMap(({ records }) => [...records]),
      ticket,
    );
    return objects;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.warn(
      { reason },
      'a list page could not be written as a whole; writing its objects one by one',
    );
    return writeSingly(context, objects, ticket);
  }
}
