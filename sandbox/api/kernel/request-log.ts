/** One request to the API, for counting calls and for the dashboard. */
export interface LogEntry {
  seq: number;
  method: string;
  path: string;
  idempotency_key: string | null;
  replayed: boolean;
  /** 0 while the request is being worked on. */
  status: number;
  account: string | null;
  key_type: 'secret' | 'publishable' | null;
  /** Milliseconds since 1970. */
  at: number;
}

interface Loggable {
  method: string;
  path: string;
  header(name: string): string | undefined;
}

const CAPACITY = 100_000;

/** The latest requests, bounded so that a long run does not fill the memory. */
export class RequestLog {
  private entries: LogEntry[] = [];
  private last = 0;

  begin(request: Loggable, at: number): LogEntry {
    const entry: LogEntry = {
      seq: this.last + 1,
      method: request.method,
      path: request.path,
      idempotency_key: request.header('idempotency-key') ?? null,
      replayed: false,
      status: 0,
      account: null,
      key_type: null,
      at,
    };
    // What the frames do among themselves is not a call to Stripe.
    if (!request.path.startsWith('/v1/')) return entry;
    this.last = entry.seq;
    this.entries.push(entry);
    if (this.entries.length >= CAPACITY * 2) this.entries = this.entries.slice(-CAPACITY);
    return entry;
  }

  /** Entries after a sequence number, oldest first. */
  since(seq: number): { data: LogEntry[]; last_seq: number } {
    const kept = this.entries.slice(-CAPACITY);
    return { data: kept.filter((entry) => entry.seq > seq), last_seq: this.last };
  }

  clear(): void {
    this.entries = [];
  }
}
