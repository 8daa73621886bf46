import { parseArgs } from 'node:util';

export type Options = {
  readonly rounds: number;
  /** Of one sample. */
  readonly seconds: number;
  readonly endToEndSeconds: number;
  /** Whether all of it is measured once more on tables of many millions of rows. */
  readonly rows: boolean;
};

const WHOLE = { rounds: 5, seconds: 3, endToEndSeconds: 20, rows: false };
const QUICK = { ...WHOLE, rounds: 3, seconds: 1, endToEndSeconds: 5 };

/** What was asked for after `npm run bench -- webhooks`. */
export function optionsOf(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      rows: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const usual = values.quick ? QUICK : WHOLE;
  return {
    ...usual,
    rounds: Number(values.rounds ?? usual.rounds),
    seconds: Number(values.seconds ?? usual.seconds),
    rows: values.rows,
  };
}
