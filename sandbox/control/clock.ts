import { z } from 'zod';
import { defineControl, none, type Parts, Refusal } from './define';

/** Five years: further ahead than any subscription of the API's may be made. */
const FURTHEST = 5 * 366 * 86_400;

const move = z.union([
  /** Unix seconds. */
  z.strictObject({ to: z.int() }),
  z.strictObject({ advance_seconds: z.int().min(1).max(FURTHEST) }),
]);

/** The sandbox's own time: that of everything that lives on no test clock. */
export const readClock = defineControl({
  method: 'GET',
  path: '/clock',
  body: none,
  run: ({ parts }) => reading(parts),
});

/** Puts it forward, never back, and answers when everything that fell due on the way has happened. */
export const moveClock = defineControl({
  method: 'POST',
  path: '/clock',
  body: move,
  async run({ parts, body }) {
    const seconds = 'to' in body ? body.to - reading(parts).now : body.advance_seconds;
    if (seconds < 0) return new Refusal(400, 'Time goes forward only. A reset begins anew.');
    if (seconds > FURTHEST) return new Refusal(400, 'Time goes forward by at most five years at once.');
    parts.ledger.putForward(seconds);
    await parts.time.catchUp();
    parts.feed.publish('clock', reading(parts));
    return reading(parts);
  },
});

function reading({ ledger }: Parts) {
  const real = Math.floor(ledger.clock.milliseconds() / 1000);
  return { now: real + ledger.ahead(), ahead_seconds: ledger.ahead() };
}
