import { setTimeout as sleep } from 'node:timers/promises';
import { type Attempt, type Passage, straight } from './passage';
import { type IncomingResponse, type OutgoingRequest, send } from './send';
import { TransportError, TurnedAway } from './transport-error';

/** How long a call may take in all, its retries included. */
export const DEADLINES = { interactive: 8_000, background: 30_000 } as const;

const MAX_ATTEMPTS = 3;
const BACKOFF = { base: 250, cap: 2_000 } as const;
/** An attempt with less time than this would only add to the load. */
const SHORTEST_ATTEMPT = 500;

/** A passage keeps the deadline itself and says more; one that has not by then is not waited for. */
const GRACE_MS = 250;

/** Answered before the request is looked at: they say nothing of an earlier attempt that may have landed. */
const TURNED_AWAY = new Set([401, 403, 429]);

/** The shape of a response the SDK's request sender reads. */
class BufferedResponse {
  constructor(private readonly response: IncomingResponse) {}
  getStatusCode(): number {
    return this.response.status;
  }
  getHeaders(): Record<string, string> {
    return { ...this.response.headers };
  }
  getRawResponse(): unknown {
    return this.response;
  }
  toStream(): never {
    throw new TypeError('Nothing here streams.');
  }
  async toJSON(): Promise<unknown> {
    const body: unknown = JSON.parse(this.response.body);
    // The SDK would never answer, and end the process with a rejection that nobody can catch.
    if (typeof body !== 'object' || body === null) throw new SyntaxError('A body that is no object');
    // The SDK takes anything without an `error` for a success, whatever its status: a proxy's error page would be one.
    if (this.response.status >= 400 && !('error' in body))
      throw new SyntaxError('An error status without an error body');
    return body;
  }
}

/**
 * The one layer of retries. Sent again are: what never left; what may have landed but carries a key (or only reads), so
 * that the provider answers the second like the first; a 409, whose first request is still at work; and whatever the
 * provider asks to be sent again. A 5xx to a keyed write is not: its key would only bring the same answer back.
 */
function mayRetry(request: OutgoingRequest, result: Attempt): boolean {
  const reads = request.method === 'GET';
  const keyed = Object.keys(request.headers).some((name) => name.toLowerCase() === 'idempotency-key');
  if (result instanceof TurnedAway) return false;
  if (result instanceof TransportError) return result.landed === 'never' || reads || keyed;
  const wish = result.headers['stripe-should-retry'];
  if (wish === 'true') return true;
  if (wish === 'false') return false;
  return result.status === 409 || result.status === 429 || (result.status >= 500 && reads);
}

/** Full jitter, so that many callers turned away together do not come back together. */
function backoff(attempt: number): number {
  return Math.random() * Math.min(BACKOFF.cap, BACKOFF.base * 2 ** attempt);
}

/** One attempt, through what stands before it. Whatever hangs there, the call ends in time. */
async function attemptWithin(request: OutgoingRequest, end: number, pass: Passage): Promise<Attempt> {
  let begun = false;
  const attempt = (): Promise<Attempt> => {
    begun = true;
    return attemptOnce(request, end);
  };
  const left = end - performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Attempt>((resolve) => {
    const giveUp = () => resolve(new TransportError(begun ? 'maybe' : 'never', 'held up until the deadline'));
    timer = setTimeout(giveUp, left + GRACE_MS);
  });
  try {
    return await Promise.race([pass(request, left, attempt), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function attemptOnce(request: OutgoingRequest, end: number): Promise<Attempt> {
  try {
    return await send(request, Math.max(1, end - performance.now()));
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

/** Once one attempt may have landed, a later one that never left does not make the call a harmless one. */
function worst(seen: TransportError | null, latest: TransportError): TransportError {
  return seen?.landed === 'maybe' ? seen : latest;
}

async function sendWithin(
  request: OutgoingRequest,
  deadline: number,
  pass: Passage,
): Promise<IncomingResponse> {
  const end = performance.now() + deadline;
  let failure: TransportError | null = null;
  for (let attempt = 1; ; attempt++) {
    const result = await attemptWithin(request, end, pass);
    if (result instanceof TransportError) failure = worst(failure, result);
    const pause = backoff(attempt);
    const timeLeft = end - performance.now() - pause;
    if (attempt < MAX_ATTEMPTS && timeLeft > SHORTEST_ATTEMPT && mayRetry(request, result)) {
      await sleep(pause);
      continue;
    }
    if (result instanceof TransportError) throw failure ?? result;
    if (failure?.landed === 'maybe' && TURNED_AWAY.has(result.status)) throw failure;
    return result;
  }
}

/**
 * An HTTP client to hand to the provider's SDK: a total deadline for each call and the one layer of retries under it.
 * @param deadline milliseconds
 * @param pass what stands before each attempt: the rate limiter and the circuit breaker
 */
export function createHttpClient(deadline: number, pass: Passage = straight) {
  return {
    getClientName: (): string => 'billfold',
    async makeRequest(
      host: string,
      port: string,
      path: string,
      method: string,
      headers: object,
      body: string,
      protocol: string,
    ): Promise<BufferedResponse> {
      const plain = Object.fromEntries(
        Object.entries(headers).filter(
          (entry): entry is [string, string | number | string[]] => entry[1] != null,
        ),
      );
      const response = await sendWithin(
        { host, port, path, method, headers: plain, body, protocol },
        deadline,
        pass,
      );
      return new BufferedResponse(response);
    },
  };
}
