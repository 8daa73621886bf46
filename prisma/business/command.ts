import { inTransaction } from '@/lib/db/in-transaction';
import { bindAccount } from '@/lib/payments/account';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import type { PaymentsContext } from '@/lib/payments/context';
import { asked, exitWith, runEntry } from '@/lib/payments/entry';
import { refreshFigures } from '@/lib/payments/figures';
import { BILLS, CHANCE, PEOPLE, PERIODS, ROWS } from './statements';

/** Customers that are written in one transaction. */
const CHUNK = 2_000;
/** Counted in slices of so many objects: the marks of a chunk in a few. */
const SLICE = 20_000;

// The command that started this process shows the first as a line that goes, and the second as one that stays.
const note = (text: string) => void process.stdout.write(`~ ${text}\n`);
const say = (text: string) => void process.stdout.write(`= ${text}\n`);
const count = (value: number) => new Intl.NumberFormat('en').format(value);

async function customersThere({ database }: PaymentsContext): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM customers WHERE id LIKE 'cus\\_business\\_%'`,
  );
  return rows[0]?.n ?? 0;
}

async function writeChunk({ database }: PaymentsContext, from: number, to: number): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query(CHANCE);
    await client.query(PEOPLE, [from, to]);
    for (const statement of [PERIODS, BILLS, ...ROWS]) await client.query(statement);
  });
}

/** A chunk is there as a whole or not at all: begun again, it goes on after the last one. */
async function writeBusiness(context: PaymentsContext, wanted: number, signal: AbortSignal): Promise<number> {
  const begin = performance.now();
  const first = await customersThere(context);
  let there = first;
  while (there < wanted && !signal.aborted) {
    const to = Math.min(there + CHUNK, wanted);
    await writeChunk(context, there + 1, to);
    await refreshFigures(context, { limit: SLICE, deadline: new Date(Date.now() + 600_000) });
    there = to;
    const left = ((performance.now() - begin) / (there - first)) * (wanted - there);
    note(`${count(there)} of ${count(wanted)} customers, ${Math.ceil(left / 60_000)} min left`);
  }
  return there;
}

await runEntry(async (context) => {
  if (context.mode !== 'sandbox') exitWith('Made-up customers are for a database of the sandbox only.');
  const wanted = Number(process.argv[2] ?? 100_000);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 10_000_000)
    exitWith('How many customers? A whole number up to 10,000,000.');
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  if ((await pushCatalog(context)).kind === 'failed') exitWith('The catalogue could not be read.');
  const stopping = new AbortController();
  void asked().then(() => stopping.abort());
  const there = await writeBusiness(context, wanted, stopping.signal);
  if (!stopping.signal.aborted) await context.database.pool.query('VACUUM ANALYZE');
  say(`${count(there)} made-up customers are there, over three years. Look at /admin.`);
  if (there < wanted) say('Run it again, and it goes on where it was.');
});
