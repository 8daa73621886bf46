import { z } from 'zod';

import type { ReconciliationScope as Scope } from '../domain/admin-views';

export type { ReconciliationScope as Scope } from '../domain/admin-views';
export const SCOPES = ['recent', 'full'] as const satisfies readonly Scope[];

/** A run that this process holds the lease on. */
export type HeldRun = {
  readonly id: string;
  readonly scope: Scope;
  /** Events from this moment on are looked at. */
  readonly since: Date;
  /** As it was saved; `{}` in a run that has not begun. */
  readonly cursor: unknown;
  readonly read: number;
  /** Null until it was estimated. */
  readonly expected: number | null;
  /** The lease's. */
  readonly token: string;
};

/** Seconds. Longer than one call to the provider may take: it is renewed before each. */
export const LEASE_SECONDS = 90;

export const heldRunSchema: z.ZodType<HeldRun> = z.object({
  id: z.string(),
  scope: z.enum(SCOPES),
  since: z.date(),
  cursor: z.unknown(),
  read: z.number().int(),
  expected: z.number().int().nullable(),
  token: z.string(),
});
