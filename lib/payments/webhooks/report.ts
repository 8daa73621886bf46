/**
 * What a drain did. `claimed`: events taken, those that shared a read with another included. `reads`: requests to the
 * provider, of objects and of list pages. `postponed`: to be read once more, since the read seemed to be from before the
 * event. `gaveBack`: claimed, but not begun in time.
 */
export type DrainReport = {
  readonly claimed: number;
  readonly reads: number;
  readonly processed: number;
  readonly postponed: number;
  readonly retried: number;
  readonly dead: number;
  readonly gaveBack: number;
};

export const NOTHING: DrainReport = {
  claimed: 0,
  reads: 0,
  processed: 0,
  postponed: 0,
  retried: 0,
  dead: 0,
  gaveBack: 0,
};

export function add(a: DrainReport, b: Partial<DrainReport>): DrainReport {
  return {
    claimed: a.claimed + (b.claimed ?? 0),
    reads: a.reads + (b.reads ?? 0),
    processed: a.processed + (b.processed ?? 0),
    postponed: a.postponed + (b.postponed ?? 0),
    retried: a.retried + (b.retried ?? 0),
    dead: a.dead + (b.dead ?? 0),
    gaveBack: a.gaveBack + (b.gaveBack ?? 0),
  };
}
