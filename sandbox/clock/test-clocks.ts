import type { Agenda, Progress } from '../api/kernel/agenda';
import { clockIdOf, type TestClock, testClocks } from '../api/kernel/governing-clock';
import type { Ledger } from '../api/kernel/ledger';
import type { Transaction } from '../api/kernel/transaction';
import type { Stored } from '../api/kernel/wire';
import { removeClock } from '../api/test-clocks/remove';

/** Duties done without a pause; requests are answered in between. */
const SLICE = 20;
const HOUR_MS = 3_600_000;

/** Does what falls due on test clocks: while one advances, and at once for what is due where one stands. */
export function startTestClocks(ledger: Ledger, agenda: Agenda): { close(): void } {
  const mover = new Mover(ledger, agenda);
  for (const [account, item] of ledger.store.everything()) {
    if (testClocks.holds(item)) mover.wake(account, item.id);
  }
  ledger.onCommit((account, written) => mover.notice(account, written));
  const sweep = () => deleteExpired(ledger);
  sweep();
  const timer = setInterval(sweep, HOUR_MS);
  timer.unref();
  return {
    close: () => {
      clearInterval(timer);
      mover.close();
    },
  };
}

class Mover {
  /** The clocks that are being worked on, by account and id. */
  private readonly awake = new Set<string>();
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly agenda: Agenda,
  ) {}

  close(): void {
    this.closed = true;
  }

  /** Something was written: what lives on a test clock may have made something due there. */
  notice(account: string, written: readonly Stored[]): void {
    const tx = this.ledger.begin(account);
    for (const item of written) {
      const clock = item.object.startsWith('_') || item.object === 'event' ? null : clockIdOf(tx, item);
      if (clock !== null) this.wake(account, clock);
    }
  }

  wake(account: string, clock: string): void {
    const name = `${account} ${clock}`;
    if (this.awake.has(name)) return;
    this.awake.add(name);
    // After the current tick: the request that caused it is answered first.
    setImmediate(() => this.move(name, account, clock));
  }

  private move(name: string, account: string, id: string): void {
    const clock = this.closed ? undefined : this.ledger.begin(account).get(testClocks, id);
    if (!clock || clock.status === 'internal_failure') {
      this.awake.delete(name);
      return;
    }
    const progress = this.agenda.run(account, id, targetOf(clock), SLICE);
    if (progress.kind === 'more') {
      setImmediate(() => this.move(name, account, id));
      return;
    }
    this.arrive(account, clock, progress);
    this.awake.delete(name);
  }

  private arrive(account: string, clock: TestClock, progress: Progress): void {
    if (progress.kind === 'failed') {
      console.error(`sandbox: what was due on ${clock.id} could not be done`, progress.error);
    }
    if (clock.status !== 'advancing') return;
    const tx = this.ledger.begin(account);
    if (progress.kind === 'failed') {
      const failed = put(tx, { ...clock, status: 'internal_failure', status_details: {} });
      tx.emit('test_helpers.test_clock.internal_failure', failed);
    } else {
      const ready = put(tx, {
        ...clock,
        frozen_time: targetOf(clock),
        status: 'ready',
        status_details: {},
      });
      tx.emit('test_helpers.test_clock.ready', ready);
    }
    this.ledger.commit(tx);
  }
}

function put(tx: Transaction, clock: TestClock): TestClock {
  return tx.put(testClocks, clock);
}

/** Up to when things fall due on a clock (unix seconds). */
function targetOf(clock: TestClock): number {
  return clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time;
}

/** Stripe deletes a clock thirty days after it was made. */
function deleteExpired(ledger: Ledger): void {
  for (const account of ledger.store.accountNames()) {
    const tx = ledger.begin(account);
    for (const clock of tx.all(testClocks)) if (clock.deletes_after <= tx.realNow()) removeClock(tx, clock);
    ledger.commit(tx);
  }
}
