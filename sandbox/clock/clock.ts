/** Where all of the sandbox's time comes from, so that a test can stand it still and a test clock can bend it. */
export interface Clock {
  /** Milliseconds since 1970. */
  milliseconds(): number;
}

export const systemClock: Clock = { milliseconds: () => Date.now() };
