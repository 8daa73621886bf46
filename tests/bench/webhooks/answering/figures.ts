import { median, type Sample } from '../load/sample';
import type { TargetName } from '../servers/targets';

export const LEVELS = [1, 16, 64] as const;
export type Level = (typeof LEVELS)[number];

/** One sample with the processor time that the server spent on each event, in microseconds. */
export type Figure = Sample & { readonly processor: number };

/** Every round's figures of every endpoint. */
export class Figures {
  readonly #rounds = new Map<string, Figure[]>();

  add(target: TargetName, level: Level, figure: Figure): void {
    const key = `${target} ${level}`;
    this.#rounds.set(key, [...(this.#rounds.get(key) ?? []), figure]);
  }

  of(target: TargetName, level: Level): readonly Figure[] {
    return this.#rounds.get(`${target} ${level}`) ?? [];
  }

  /** The median over the rounds. */
  middle(target: TargetName, level: Level, what: keyof Figure): number {
    return median(this.of(target, level).map((figure) => figure[what]));
  }

  /**
   * How many answers a second one has for each of the other's: the median over the rounds, in each of which the two are
   * measured one right after the other, so that what else the machine does weighs on both.
   */
  ratio(target: TargetName, other: TargetName, level: Level): number {
    const others = this.of(other, level);
    return median(
      this.of(target, level).map(({ rate }, round) => rate / (others[round]?.rate ?? Number.NaN)),
    );
  }
}
