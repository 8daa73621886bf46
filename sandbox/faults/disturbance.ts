import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate, Interference, Subject, WorkFate } from '../api/kernel/interference';
import type { Transaction } from '../api/kernel/transaction';
import type { Limiter } from '../limits/limiter';
import type { FaultBook } from './fault-book';
import { conflict, lockTimeout, passingServerError, rateLimited } from './refusals';
import type { RuleAt } from './rule';

/** Faults told by rules, and the rate limits, where Stripe has them: in front of the idempotency layer or behind it. */
export class Disturbance implements Interference {
  /** How long every call takes besides (milliseconds). */
  latency = 0;

  constructor(
    readonly faults: FaultBook,
    readonly limiter: Limiter,
  ) {}

  /** Whether the connection is to be broken before anything is read. */
  refuses(subject: Subject): boolean {
    return this.faults.draw('connection', subject) !== null;
  }

  arrive(subject: Subject): { fate: Fate | null; leave(): void } {
    const rule = this.faults.draw('arrival', subject);
    const fate = rule && onArrival(rule);
    if (fate) return { fate, leave: () => undefined };
    return { fate: null, leave: this.limiter.enter(subject) };
  }

  async wait(subject: Subject): Promise<void> {
    const rule = this.faults.draw('waiting', subject);
    const milliseconds = this.latency + (rule?.ms ?? 0);
    if (milliseconds > 0) await sleep(milliseconds);
  }

  work(subject: Subject): WorkFate {
    const rule = this.faults.draw('work', subject);
    switch (rule?.kind) {
      case undefined:
        return 'done';
      case 'lock_timeout':
        throw lockTimeout();
      case 'server_error':
        if (!rule.kept) throw passingServerError();
        return 'failed_before';
      case 'server_error_after':
        return 'failed_after';
    }
  }

  review(subject: Subject, tx: Transaction): void {
    this.limiter.review(subject, tx);
  }

  depart(subject: Subject): Fate | null {
    const rule = this.faults.draw('departure', subject);
    switch (rule?.kind) {
      case undefined:
        return null;
      case 'timeout':
        return { kind: 'silence' };
      case 'reset':
      case 'truncated':
        return { kind: rule.kind };
      case 'slow_body':
        return { kind: 'slow_body', ms: rule.ms };
    }
  }
}

function onArrival(rule: RuleAt<'arrival'>): Fate {
  switch (rule.kind) {
    case 'rate_limit':
      throw rateLimited(rule.reason);
    case 'conflict':
      throw conflict();
    case 'timeout':
      return { kind: 'silence' };
    case 'reset':
      return { kind: 'reset' };
  }
}
