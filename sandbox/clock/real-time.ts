import { setImmediate as breathe } from 'node:timers/promises';
import type { Agenda } from '../api/kernel/agenda';
import type { Ledger } from '../api/kernel/ledger';

const TICK_MS = 1000;
/** Duties done without a pause; requests are answered in between. */
const SLICE = 50;

/** Does what falls due on the sandbox's own time, for every account. */
export class RealTime {
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly agenda: Agenda,
  ) {}

  /** Begins with what fell due before the start and looks again every second. */
  start(): void {
    void this.catchUp().then(() => {
      if (this.closed) return;
      this.timer = setTimeout(() => this.start(), TICK_MS);
      this.timer.unref();
    });
  }

  /** Resolves when everything that is due by now has been done. */
  async catchUp(): Promise<void> {
    while (!this.closed && this.ledger.store.accountNames().some((account) => this.hasMore(account))) {
      await breathe();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Does a slice of an account's duties; answers whether there are more. */
  private hasMore(account: string): boolean {
    const progress = this.agenda.run(account, null, this.ledger.begin(account).now(), SLICE);
    switch (progress.kind) {
      case 'idle':
        return false;
      case 'more':
        return true;
      case 'failed':
        console.error('sandbox: something due could not be done', progress.error);
        return true;
    }
  }
}
