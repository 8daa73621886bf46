import { parseArgs } from 'node:util';
import { burst } from '../support/burst/burst';

/** `npm run burst`: one round after the other, each told in a line of figures, ending at the first loss or double. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { events: { type: 'string' }, rounds: { type: 'string' } } });
  const rounds = Number(values.rounds);
  for (let round = 1; round <= rounds; round++) {
    const { differences, ...figures } = await burst({
      receiver: 'next',
      events: Number(values.events),
      kills: 3,
    });
    if (differences.length > 0) {
      process.stderr.write(`Round ${round}:\n  ${differences.join('\n  ')}\n`);
      return 1;
    }
    const { events, deliveries, unanswered, serverKills, workerKills, seconds } = figures;
    process.stdout.write(
      `  round ${round} of ${rounds}: ${events} events, ${deliveries} deliveries answered, ${unanswered} tries unanswered, ` +
        `server killed ${serverKills}×, worker ${workerKills}×, ${seconds.toFixed(1)} s\n`,
    );
  }
  return 0;
}

process.exitCode = await main();
