import { parseArgs } from 'node:util';
import { Seed } from './webhooks/seed';
import { World } from './webhooks/world';

/** `npm run simulate`: any range of seeds, told one by one to whoever started this, ending at the first divergence. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1000' } },
  });
  const from = Number(values.from);
  const seeds = Number(values.seeds);
  const world = await World.open();
  try {
    for (let seed = from; seed < from + seeds; seed++) {
      const { differences, story } = await Seed.run(world, seed);
      if (differences.length > 0) {
        process.stdout.write(`diverged ${seed}\n`);
        process.stderr.write(
          `${['What happened:', ...story, '', 'What differs:', ...differences].join('\n  ')}\n`,
        );
        return 1;
      }
      process.stdout.write(`done ${seed}\n`);
    }
    return 0;
  } finally {
    await world.close();
  }
}

process.exitCode = await main();
