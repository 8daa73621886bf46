const PATIENCE_MS = 90_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3000;

/**
 * Asks again, at growing intervals, until the answer is the right one: what Stripe does in its own time, such as
 * filling the search index, is not there at once. The last answer when the right one never comes.
 */
export async function eventually<T>(ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    if (right(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
