import { z } from 'zod';

/** What one process saw. Waits in milliseconds, from when a call was made to when it was sent. */
export const callerReport = z.object({
  /** Answers within the time measured, by status. */
  answers: z.record(z.string(), z.number()),
  /** Turned away by our own limiter. */
  turnedAway: z.number(),
  peopleWaits: z.array(z.number()),
  workWaits: z.array(z.number()),
});

export type CallerReport = z.infer<typeof callerReport>;

/** What a process is told to do. Rates in calls a second, times in seconds. */
export const task = z.object({
  databaseUrl: z.string(),
  sandboxUrl: z.string(),
  people: z.number(),
  work: z.number(),
  warmUp: z.number(),
  seconds: z.number(),
});

export type Task = z.infer<typeof task>;
