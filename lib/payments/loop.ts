import { Doorbell } from './doorbell';

export type Loop = {
  /** Has the next round begin at once. */
  ring(): void;
  /** Begins no further round, and waits for the one under way. */
  stop(): Promise<void>;
};

/**
 * Does one round after the other until stopped, with a pause between them.
 * @param round answers how many milliseconds to wait for the next, unless somebody rings; must not throw
 */
export function startLoop(round: (signal: AbortSignal) => Promise<number>): Loop {
  const doorbell = new Doorbell();
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const pause = await round(signal);
      if (pause > 0 && !signal.aborted) await doorbell.wait(pause);
    }
  };
  const running = run();
  return {
    ring: () => doorbell.ring(),
    stop: async () => {
      stopping.abort();
      doorbell.ring();
      await running;
    },
  };
}
