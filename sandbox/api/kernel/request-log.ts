import type { FormHash } from './form';
import type { FatedAnswer } from './interference';
import { withoutSecrets, withoutSecretsIn, withoutSecretsInText } from './redaction';
import { Shelf, type Shelved } from './shelf';

/** One request to the API, for counting calls and for the dashboard. */
export interface LogEntry {
  seq: number;
  /** `req_…`, as in the `Request-Id` header. */
  id: string;
  method: string;
  path: string;
  idempotency_key: string | null;
  replayed: boolean;
  /** 0 while the request is being worked on, and when it got no answer. */
  status: number;
  account: string | null;
  key_type: 'secret' | 'publishable' | null;
  /** Milliseconds since 1970. */
  at: number;
  /** How long it took; null while it is being worked on. */
  ms: number | null;
  /** What became of the answer when it was not simply sent. */
  fate: 'silence' | 'reset' | 'truncated' | 'slow_body' | null;
}

/** What is known of the latest requests besides: no secret and no card number is among it. */
export interface LogDetail {
  params: FormHash;
  /** The answer's body, shortened when it is long. */
  answer: string;
}

interface Loggable {
  method: string;
  path: string;
  header(name: string): string | undefined;
}

const CAPACITY = 100_000;
/** Trimming moves the whole log, so it is done for many entries at once. */
const SLACK = 10_000;
const DETAILED = 1000;
const ANSWER_LENGTH = 20_000;

/** The latest requests, bounded so that a long run does not fill the memory. */
export class RequestLog {
  private entries: LogEntry[] = [];
  /** By request id, oldest first. */
  private readonly details = new Map<string, { params: FormHash; answer: Shelved | null }>();
  private readonly shelf = new Shelf();
  private readonly listeners: ((entry: LogEntry) => void)[] = [];
  private readonly callers = new Set<string>();
  private last = 0;

  begin(id: string, request: Loggable, at: number): LogEntry {
    const entry: LogEntry = {
      seq: this.last + 1,
      id,
      method: request.method,
      path: withoutSecretsInText(request.path),
      idempotency_key: request.header('idempotency-key') ?? null,
      replayed: false,
      status: 0,
      account: null,
      key_type: null,
      at,
      ms: null,
      fate: null,
    };
    // What the frames do among themselves is not a call to Stripe.
    if (!isCall(entry)) return entry;
    this.last = entry.seq;
    this.entries.push(entry);
    if (this.entries.length >= CAPACITY + SLACK) this.entries = this.entries.slice(-CAPACITY);
    return entry;
  }

  /** Keeps what a request asked for. */
  note(entry: LogEntry, params: FormHash): void {
    if (!isCall(entry)) return;
    this.details.set(entry.id, { params: withoutSecrets(params), answer: null });
    if (this.details.size <= DETAILED) return;
    for (const oldest of this.details.keys()) {
      this.details.delete(oldest);
      return;
    }
  }

  /** Keeps how a request was answered. */
  end(entry: LogEntry, answer: FatedAnswer, at: number): void {
    entry.status = answer.status;
    entry.replayed = 'idempotent-replayed' in answer.headers;
    entry.ms = at - entry.at;
    entry.fate = answer.fate?.kind ?? null;
    if (isCall(entry) && entry.account !== null) this.callers.add(entry.account);
    const detail = this.details.get(entry.id);
    if (detail) detail.answer = this.shelf.keep(shortened(answer.body));
    if (isCall(entry)) for (const tell of this.listeners) tell(entry);
  }

  /** Entries after a sequence number, oldest first. */
  since(seq: number): { data: LogEntry[]; last_seq: number } {
    const kept = this.entries.slice(-CAPACITY);
    return { data: kept.filter((entry) => entry.seq > seq), last_seq: this.last };
  }

  /** One request by its id, with its parameters and its answer while they are remembered. */
  find(id: string): { entry: LogEntry; detail: LogDetail | null } | null {
    const entry = this.entries.findLast((one) => one.id === id);
    if (!entry) return null;
    const detail = this.details.get(id);
    return { entry, detail: detail ? { params: detail.params, answer: detail.answer?.read() ?? '' } : null };
  }

  /** The accounts whose keys were used, whether or not they hold anything. */
  accounts(): string[] {
    return [...this.callers];
  }

  /** Calls back whenever a request has been answered. */
  onEnd(listener: (entry: LogEntry) => void): void {
    this.listeners.push(listener);
  }

  clear(): void {
    this.entries = [];
    this.details.clear();
    this.callers.clear();
  }
}

function isCall(entry: LogEntry): boolean {
  return entry.path.startsWith('/v1/');
}

/** The body without its secrets, and only the beginning of a long one. */
function shortened(answer: string): string {
  const body = withoutSecretsIn(answer);
  return body.length > ANSWER_LENGTH ? `${body.slice(0, ANSWER_LENGTH)}…` : body;
}
