/** How far one go of the retention may go. */
export type RetentionLimits = {
  /** Days the payload of a processed event is kept. */
  readonly payloadDays: number;
  /** When to begin no further batch. */
  readonly deadline: Date;
  readonly signal?: AbortSignal;
};

/** Days that what is over and done with is kept for an admin to look at. */
export const KEPT_DAYS = {
  /** Mails that were sent, dropped or given up on, and those in the mailbox of a machine without a mail server. */
  mails: 90,
  /** Reconciliation runs with their breaks. */
  runs: 180,
} as const;
