import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createTestDatabase } from '../../support/database';
import { startSandbox } from '../../support/sandbox';
import { type CallerReport, callerReport, type Task } from './report';

const PROCESSES = 4;
const LIMIT = 100;
const CALLER = 'tests/bench/limiter/caller.ts';

async function caller(told: Task): Promise<CallerReport> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', CALLER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(told);
  const ended = once(child, 'exit').then(() => {
    throw new Error('A caller ended without a report.');
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return callerReport.parse(message);
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function line(what: string, value: string, met: boolean | null, goal: string): void {
  const verdict = met === null ? '' : met ? '   met' : '   MISSED';
  console.log(`  ${what.padEnd(46)} ${value.padStart(10)}   goal ${goal}${verdict}`);
}

function printSaturated(reports: readonly CallerReport[], seconds: number): void {
  const answers = (status: string) => sum(reports.map((report) => report.answers[status] ?? 0));
  const all = sum(reports.flatMap((report) => Object.values(report.answers)));
  const used = answers('200') / (LIMIT * seconds);
  const refused = answers('429') / all;
  const people = reports.flatMap((report) => report.peopleWaits);
  const p95 = percentile(people, 0.95);
  line('of the allowed rate used', `${(used * 100).toFixed(1)} %`, used >= 0.95, '≥ 95 %');
  line('of the requests answered 429', `${(refused * 100).toFixed(2)} %`, refused < 0.005, '< 0.5 %');
  line(`a person waits, p95 of ${people.length}`, `${p95.toFixed(1)} ms`, p95 < 150, '< 150 ms');
  line('a person waits, p50', `${percentile(people, 0.5).toFixed(1)} ms`, null, '–');
  line('a person waits, longest', `${Math.max(...people).toFixed(1)} ms`, null, '–');
}

/**
 * Four processes over one database offer four times what a sandbox with Stripe's live limits lets in; then one alone calls
 * now and then, for what a turn costs when nobody waits.
 */
async function main(): Promise<void> {
  const seconds = Number(process.argv[2] ?? 20);
  const [sandbox, database] = await Promise.all([startSandbox(), createTestDatabase()]);
  const place = { databaseUrl: database.url, sandboxUrl: sandbox.url };
  try {
    await sandbox.control('limits', { mode: 'live' });
    console.log(`\n${PROCESSES} processes offer 4 × ${LIMIT} calls a second, for ${seconds} s …`);
    const busy = { ...place, people: 4, work: LIMIT - 4, warmUp: 3, seconds };
    const reports = await Promise.all(Array.from({ length: PROCESSES }, () => caller(busy)));
    printSaturated(reports, seconds);
    console.log('One process, ten calls a second, then sixty …');
    for (const people of [10, 60]) {
      const { peopleWaits } = await caller({ ...place, people, work: 0, warmUp: 2, seconds: 10 });
      const p50 = percentile(peopleWaits, 0.5);
      line(`a turn costs at ${people} calls a second, p50`, `${p50.toFixed(2)} ms`, p50 < 1, '< 1 ms');
    }
  } finally {
    await sandbox.stop();
    await database.drop();
  }
}

await main();
