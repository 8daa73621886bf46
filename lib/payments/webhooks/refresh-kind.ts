import type { PaymentsContext } from '../context';
import type { ListedObject, MirrorPage, PagePosition } from '../provider';
import type { MirrorKind } from '../records';
import { drawStampedTicket, type StampedTicket, writePage } from '../sync';
import { type ClaimedEvent, claimAlong } from './claim';
import type { Dated } from './created-of';
import { type Group, groupByObject } from './group';
import { add, type DrainReport, NOTHING } from './report';
import { retireWorn } from './retire';
import { settle } from './settle';

/** A page with fewer objects that waited is not worth the other ninety-odd: below it, single reads are kinder. */
const LEAST_YIELD = 3;

/** What was done, and the groups that are to be read one by one. */
export type Refreshed = { readonly report: DrainReport; readonly left: readonly Group[] };

/** The way through the list of one kind, from the newest object that waits to the oldest. */
export class RefreshKind {
  /** Those still waiting, the newest last. */
  readonly #waiting: Dated[];
  readonly #left: Group[] = [];
  #report: DrainReport = NOTHING;

  constructor(
    private readonly context: PaymentsContext,
    private readonly kind: MirrorKind,
    groups: readonly Dated[],
  ) {
    // Of an unknown age: never begun at, and struck off should it be met.
    this.#waiting = [...groups].sort((one, other) => (one.created ?? 0) - (other.created ?? 0));
  }

  /** Goes on while `mayBegin`. @returns what was done, and the groups no page held */
  async run(mayBegin: () => boolean): Promise<Refreshed> {
    let position = this.#next(null);
    while (position !== null && mayBegin()) position = await this.#takePage(position);
    return { report: this.#report, left: [...this.#left, ...this.#waiting.map(({ group }) => group)] };
  }

  /** Reads one page and serves who waits for its objects. @returns where the next one begins; null when that is not worth it */
  async #takePage(position: PagePosition): Promise<PagePosition | null> {
    const stamped = await drawStampedTicket(this.context);
    const page = await this.#read(position);
    if (page === null) return null;
    const served = await this.#serve(page.objects, stamped);
    const { last, hasMore } = page;
    return served >= LEAST_YIELD && hasMore && last ? this.#next(last) : null;
  }

  /** Null when the provider did not answer with a page: then single reads tell why, each for itself. */
  async #read(position: PagePosition): Promise<MirrorPage | null> {
    const { background, log } = this.context;
    try {
      const result = await background.readPage(this.kind, position);
      if (result.kind === 'ok' && result.value === null) return null;
      this.#report = add(this.#report, { reads: 1 });
      if (result.kind === 'ok') return result.value;
      log.warn(
        { kind: this.kind, failure: result.kind, detail: result.detail },
        'no list page; reading singly',
      );
    } catch (error) {
      log.error({ err: error, kind: this.kind }, 'a list page threw; reading singly');
    }
    return null;
  }

  /**
   * Writes those objects of a page that somebody waits for, and settles their events. The others are left as they are: a
   * page may hold a few that waited, and writing all hundred is what a worker that is behind has no time for.
   * @returns how many were written
   */
  async #serve(objects: readonly ListedObject[], { at, ticket }: StampedTicket): Promise<number> {
    const events = await this.#eventsOn(
      objects.map(({ id }) => id),
      at,
    );
    const waited = objects.filter(({ id }) => events.has(id));
    const written = await writePage(this.context, waited, ticket);
    const answers = written.flatMap(({ id, records: [record] }) => {
      const served = events.get(id);
      events.delete(id);
      return served ? [{ record, events: served }] : [];
    });
    // What the database did not take is read by itself, which says why.
    this.#left.push(...events.values());
    this.#report = add(this.#report, await settle(this.context, answers));
    return answers.length;
  }

  /** The events that wait for these objects, by object: those claimed, and those that come along with them. */
  async #eventsOn(ids: readonly string[], before: string): Promise<Map<string, Group>> {
    const claimed = await claimAlong(this.context.database.pool, this.kind, ids, before);
    const { fresh, dead } = await retireWorn(this.context, claimed);
    this.#report = add(this.#report, { claimed: claimed.length, dead });
    const groups = groupByObject([...this.#strike(new Set(ids)), ...fresh]);
    return new Map(groups.map((group) => [group[0].objectId ?? '', group]));
  }

  /** Takes the groups of these objects out of those that wait. */
  #strike(ids: ReadonlySet<string>): ClaimedEvent[] {
    const met = this.#waiting.filter(({ id }) => ids.has(id));
    const rest = this.#waiting.filter(({ id }) => !ids.has(id));
    this.#waiting.splice(0, this.#waiting.length, ...rest);
    return met.flatMap(({ group }) => group);
  }

  /** Where the next page begins: at the newest that waits. What the page should have held and did not is left for itself. */
  #next(last: MirrorPage['last']): PagePosition | null {
    for (;;) {
      const newest = this.#waiting.at(-1);
      if (newest === undefined || newest.created === null) return null;
      const end = last?.created.getTime() ?? Number.POSITIVE_INFINITY;
      if (newest.created > end) {
        this.#left.push(newest.group);
        this.#waiting.pop();
        continue;
      }
      const createdUpTo = new Date(newest.created);
      // Of one second there may be more than a page.
      return last !== null && newest.created === end ? { createdUpTo, after: last.id } : { createdUpTo };
    }
  }
}
