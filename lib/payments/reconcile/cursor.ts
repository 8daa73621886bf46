import { z } from 'zod';
import { MIRROR_KINDS, type MirrorKind } from '../records';
import { SCOPES } from './run';

/**
 * The last thing a walk through a list has seen. Lists are newest first, so what is created meanwhile comes before it and
 * shifts nothing; a cursor by time alone would never leave a page whose things are all of one second (failure 29).
 */
const place = z.object({ id: z.string(), created: z.coerce.date() });
export type Place = z.infer<typeof place>;

const kind = z.enum(MIRROR_KINDS);

/** What a run is at. Each step is one page, or one handful of single reads; the cursor is saved after each. */
const step = z.discriminatedUnion('name', [
  z.object({ name: z.literal('events'), after: place.nullable() }),
  z.object({ name: z.literal('list'), kind, after: place.nullable() }),
  // Rows of the mirror that no list held, in the order of their ids.
  z.object({ name: z.literal('unlisted'), kind, after: z.string().nullable() }),
  // `scope`: what was walked through. A run that was widened meanwhile goes on with the lists.
  z.object({ name: z.literal('settle'), scope: z.enum(SCOPES) }),
]);
export type Step = z.infer<typeof step>;
export type StepAt<Name extends Step['name']> = Extract<Step, { name: Name }>;

export const cursorSchema = z.object({
  step,
  // Drawn before the first read of the run: a row with a higher one has been read since.
  ticket: z.coerce.bigint(),
  // When it was drawn, as PostgreSQL writes it.
  at: z.string(),
  // Objects touched by events that were read and compared so far.
  compared: z.number().int(),
});
export type Cursor = z.infer<typeof cursorSchema>;

export const FIRST_STEP: Step = { name: 'events', after: null };
export const FIRST_LIST: Step = { name: 'list', kind: MIRROR_KINDS[0], after: null };

const following = (before: MirrorKind): MirrorKind | null =>
  MIRROR_KINDS[MIRROR_KINDS.indexOf(before) + 1] ?? null;

/** What comes after the last page of a list. */
export function afterList({ kind: done }: StepAt<'list'>): Step {
  const next = following(done);
  // First all the lists: the methods that payments bring along need not be read one by one.
  return next
    ? { name: 'list', kind: next, after: null }
    : { name: 'unlisted', kind: MIRROR_KINDS[0], after: null };
}

export function afterUnlisted({ kind: done }: StepAt<'unlisted'>): Step {
  const next = following(done);
  return next ? { name: 'unlisted', kind: next, after: null } : { name: 'settle', scope: 'full' };
}

/** The cursor as JSON text. */
export function cursorText({ ticket, ...rest }: Cursor): string {
  return JSON.stringify({ ...rest, ticket: String(ticket) });
}
