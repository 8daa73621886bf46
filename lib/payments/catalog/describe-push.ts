import type { PushOutcome } from './push-catalog';

/** What a push did, a line for each price; the last line says what went wrong, if anything did. */
export function describePush(outcome: PushOutcome): string {
  switch (outcome.kind) {
    case 'pushed': {
      const width = Math.max(...outcome.prices.map(({ lookupKey }) => lookupKey.length));
      return outcome.prices
        .map(({ lookupKey, result }) => `${lookupKey.padEnd(width)}  ${result}`)
        .join('\n');
    }
    case 'failed':
      return `${outcome.lookupKey ?? 'The catalogue'} could not be pushed: ${outcome.failure.kind}, ${outcome.failure.detail}`;
  }
}
