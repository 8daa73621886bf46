import { z } from 'zod';

/** The body of a delivery, and the ids in it that are new in every copy of it. */
export const eventText = z.object({ body: z.string(), eventId: z.string(), objectId: z.string() });
export type EventText = z.infer<typeof eventText>;
