import { z } from 'zod';
import { type Chance, seeded } from '../faults/seeded';
import { API_VERSIONS } from './api-versions';
import { isEventType } from './event-types';
import { paceSchema } from './retries';

const seed = z.int().min(0).max(0xffffffff).default(1);
const probability = z.number().gt(0).max(1).default(1);
const types = z.array(z.string().refine(isEventType, 'is no type of event')).min(1).optional();
const milliseconds = z.int().min(0).max(3_600_000);

const duplicate = z.strictObject({ times: z.int().min(1).max(20).default(1), probability, seed, types });
const delay = z
  .strictObject({ min_ms: milliseconds.default(0), max_ms: milliseconds, seed })
  .refine(({ min_ms, max_ms }) => min_ms <= max_ms, 'min_ms must not be above max_ms');
const reorder = z.strictObject({ window_ms: z.int().min(1).max(60_000), seed });
const lose = z.strictObject({ times: z.int().min(1).optional(), probability, seed, types });

/** What may be told; what is left out stays as it is, null ends it. */
export const troubleSchema = z.strictObject({
  /** Sends deliveries so many times more. */
  duplicate: duplicate.nullable().optional(),
  delay: delay.nullable().optional(),
  /** Collects deliveries for a while and sends them one by one in an order of chance. */
  reorder: reorder.nullable().optional(),
  lose: lose.nullable().optional(),
  /** Stamps events with another version of the API; what they hold keeps the shape of this one. */
  api_version: z
    .enum(API_VERSIONS, 'must be a version of the API, such as 2025-03-31.basil')
    .nullable()
    .optional(),
  schedule: paceSchema.optional(),
});

type Told = z.output<typeof troubleSchema>;
export type TroubleSettings = { [Key in keyof Told]-?: Exclude<Told[Key], undefined> };

/** What is to become of one new delivery. */
export interface Ordeal {
  lost: boolean;
  /** How many more times it is sent. */
  copies: number;
  delayMs: number;
}

const NONE: TroubleSettings = {
  duplicate: null,
  delay: null,
  reorder: null,
  lose: null,
  api_version: null,
  schedule: 'fast',
};

/** The trouble that new deliveries meet. It lives in memory: a restart of the sandbox ends it. */
export class Trouble {
  private current: TroubleSettings = NONE;
  private chances = { duplicate: seeded(1), delay: seeded(1), reorder: seeded(1), lose: seeded(1) };
  private lost = 0;

  get settings(): TroubleSettings {
    return this.current;
  }

  /** Where the order of chance is drawn from. */
  get orderChance(): Chance {
    return this.chances.reorder;
  }

  set(told: Told): void {
    const { duplicate, delay, reorder, lose, api_version, schedule } = told;
    this.current = {
      duplicate: duplicate === undefined ? this.current.duplicate : duplicate,
      delay: delay === undefined ? this.current.delay : delay,
      reorder: reorder === undefined ? this.current.reorder : reorder,
      lose: lose === undefined ? this.current.lose : lose,
      api_version: api_version === undefined ? this.current.api_version : api_version,
      schedule: schedule ?? this.current.schedule,
    };
    if (duplicate) this.chances.duplicate = seeded(duplicate.seed);
    if (delay) this.chances.delay = seeded(delay.seed);
    if (reorder) this.chances.reorder = seeded(reorder.seed);
    if (lose) {
      this.chances.lose = seeded(lose.seed);
      this.lost = 0;
    }
  }

  clear(): void {
    this.current = NONE;
  }

  /** Decides what becomes of a new delivery of an event of this type. */
  decide(type: string): Ordeal {
    const { duplicate, delay } = this.current;
    const { chances } = this;
    const lost = this.loses(type);
    const copied = duplicate && wants(duplicate.types, type) && chances.duplicate() < duplicate.probability;
    const delayMs = delay
      ? delay.min_ms + Math.floor(chances.delay() * (delay.max_ms - delay.min_ms + 1))
      : 0;
    return { lost, copies: copied ? duplicate.times : 0, delayMs };
  }

  private loses(type: string): boolean {
    const { lose } = this.current;
    if (!lose || !wants(lose.types, type) || this.chances.lose() >= lose.probability) return false;
    this.lost += 1;
    if (this.lost === lose.times) this.current = { ...this.current, lose: null };
    return true;
  }
}

function wants(types: readonly string[] | undefined, type: string): boolean {
  return types === undefined || types.includes(type);
}
