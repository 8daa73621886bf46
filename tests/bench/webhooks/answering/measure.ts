import { type Load, putLoad } from '../load/put-load';
import type { Target } from '../servers/targets';
import { type Figure, Figures, LEVELS, type Level } from './figures';

// A server comes to its full speed after some thousands of requests, and while it idles some of that is thrown away: the
// floors, of which three share a process, idle less than ours.
const WARM_UP = { connections: 16, seconds: 2 };

export type Measuring = {
  readonly rounds: number;
  readonly seconds: number;
  readonly secret: string;
  readonly events: string;
  /** Has the database write out what the last sample left behind: it is not the next one's to pay for. */
  readonly clear: () => Promise<void>;
  /** Told what is being done. */
  readonly say: (what: string) => void;
};

async function sampleOf(target: Target, load: Load): Promise<Figure> {
  const before = target.server.processorSeconds();
  const sample = await putLoad(target.url, load);
  const spent = target.server.processorSeconds() - before;
  if (sample.failed > 0) throw new Error(`${target.name}: ${sample.failed} deliveries were not taken.`);
  return { ...sample, processor: (spent * 1e6) / sample.answers };
}

/** Begins with another one every time, and goes the other way round every second time: none always follows the same. */
function inTurn(targets: readonly Target[], round: number): Target[] {
  const from = round % targets.length;
  const turned = [...targets.slice(from), ...targets.slice(0, from)];
  return round % 2 === 0 ? turned : turned.reverse();
}

/** Measures all endpoints in turns, round after round, at every number of connections. */
export async function measure(targets: readonly Target[], measuring: Measuring): Promise<Figures> {
  const { rounds, seconds, secret, events, clear, say } = measuring;
  const figures = new Figures();
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const line = async (level: Level) => {
      for (const target of inTurn(targets, round)) {
        await sampleOf(target, { ...WARM_UP, secret, events });
        await clear();
        const load = { connections: level, seconds, secret, events };
        figures.add(target.name, level, await sampleOf(target, load));
      }
    };
    for (const level of LEVELS) await line(level);
    const spent = (performance.now() - began) / 1000;
    const left = (spent / (round + 1)) * (rounds - round - 1);
    say(`round ${round + 1} of ${rounds} after ${spent.toFixed(0)} s, about ${left.toFixed(0)} s to go`);
  }
  return figures;
}
