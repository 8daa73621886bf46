import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

/** What is looked for is asked for so often; a time is too long by at most this. */
const LOOK_MS = 5;
/** A change is numbered in the subscription's metadata, which is part of its row. */
const LOOK = `
  SELECT id, (raw -> 'metadata' ->> 'change')::int AS change FROM subscriptions
  WHERE provider = 'stripe' AND id = ANY ($1::text[])`;

const told = z.object({
  data: z.object({
    object: z.object({ id: z.string(), metadata: z.object({ change: z.coerce.number() }) }),
  }),
});

type Awaited = { readonly id: string; readonly change: number; readonly since: number };

/** Watches the rows that pages read for changes whose deliveries have set out. */
export class MirrorWatch {
  #waiting: Awaited[] = [];
  readonly #seen = new Set<number>();
  readonly times: number[] = [];

  constructor(private readonly client: pg.Client) {}

  /** A delivery has set out. One that comes again counts from its first time. */
  expect(body: string, at: number): void {
    const parsed = told.safeParse(JSON.parse(body));
    if (!parsed.success) return;
    const { id, metadata } = parsed.data.data.object;
    if (this.#seen.has(metadata.change)) return;
    this.#seen.add(metadata.change);
    this.#waiting.push({ id, change: metadata.change, since: at });
  }

  /** Looks until so many changes have shown, or the time is up. @returns how many have not */
  async until(changes: number, deadline: number): Promise<number> {
    while (this.times.length < changes && performance.now() < deadline) {
      await sleep(LOOK_MS);
      await this.#look();
    }
    return changes - this.times.length;
  }

  async #look(): Promise<void> {
    const asked = this.#waiting;
    if (asked.length === 0) return;
    const { rows } = await this.client.query<{ id: string; change: number | null }>(LOOK, [
      asked.map(({ id }) => id),
    ]);
    const now = performance.now();
    const shown = new Map(rows.map(({ id, change }) => [id, change ?? 0]));
    const done = new Set(asked.filter(({ id, change }) => (shown.get(id) ?? 0) >= change));
    for (const { since } of done) this.times.push(now - since);
    this.#waiting = this.#waiting.filter((one) => !done.has(one));
  }
}
