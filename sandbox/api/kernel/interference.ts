import type { Answer } from './answer';
import { type ErrorBody, SandboxError } from './errors';
import type { FormHash } from './form';
import type { Transaction } from './transaction';

/** A request as those see it that may come between it and its answer: faults and rate limits. */
export interface Subject {
  method: string;
  path: string;
  /** The path as declared, `/v1/customers/:customer`; null when it is none of the API's. */
  route: string | null;
  /** Null while nobody knows who is asking. */
  account: string | null;
  key: 'secret' | 'publishable' | null;
  params: FormHash;
}

/** What becomes of an answer on its way out. */
export type Fate =
  /** It is never sent, and the connection stays open. */
  | { kind: 'silence' }
  /** The connection is broken instead. */
  | { kind: 'reset' }
  /** Half of the body is sent, then the connection is broken. */
  | { kind: 'truncated' }
  /** The body trickles out. */
  | { kind: 'slow_body'; ms: number };

/** An answer, and what becomes of it on its way out. */
export interface FatedAnswer extends Answer {
  fate?: Fate;
}

/** What becomes of the work itself. */
export type WorkFate = 'done' | 'failed_before' | 'failed_after';

/** What may come between a request and its answer. */
export interface Interference {
  /**
   * Before the idempotency key is looked at. Throws a refusal, which is not kept, or answers a fate that the
   * request meets at once. `leave` is called when the request has been answered.
   */
  arrive(subject: Subject): { fate: Fate | null; leave(): void };
  /** Once the key is taken and the parameters are known to be right. */
  wait(subject: Subject): Promise<void>;
  /** Just before the work. Throws a refusal, which is not kept. */
  work(subject: Subject): WorkFate;
  /** What was written, before it is committed. Throws a refusal: then nothing of it is kept. */
  review(subject: Subject, tx: Transaction): void;
  /** When the answer is ready, be it new or a replay. */
  depart(subject: Subject): Fate | null;
}

/** Nothing comes between. */
export const undisturbed: Interference = {
  arrive: () => ({ fate: null, leave: () => undefined }),
  wait: () => Promise.resolve(),
  work: () => 'done',
  review: () => undefined,
  depart: () => null,
};

/** A refusal with headers of its own. Never kept for the key: the endpoint had not begun. */
export class TurnedAway extends SandboxError {
  constructor(
    status: number,
    body: ErrorBody,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(status, body);
    this.name = 'TurnedAway';
  }
}
