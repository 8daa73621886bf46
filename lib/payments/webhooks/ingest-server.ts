import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PaymentsContext } from '../context';
import { inboxHealth } from './inbox-health';
import { WEBHOOK_BODY_LIMIT } from './limit';
import { readLimitedText } from './read-limited-text';
import { receiveWebhook } from './receive';

/** Long enough for the slowest of honest senders; a dishonest one may hold a connection no longer. */
const REQUEST_MS = 30_000;
/** Longer than the usual load balancer keeps an idle connection, so that it never sends into one that we are closing. */
const IDLE_MS = 75_000;
/** How long a sender whose body we do not want is listened to: cut off at once, it would not hear why. */
const FAREWELL_MS = 1_000;

export type IngestOptions = {
  /** Seconds an event may be overdue before `GET /health` answers 503. */
  readonly backlogSeconds: number;
};

type Answer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const ROUTES: Readonly<Record<string, string>> = { '/api/webhooks/stripe': 'POST', '/health': 'GET' };

async function receive(context: PaymentsContext, request: IncomingMessage): Promise<Answer> {
  const length = request.headers['content-length'] ?? null;
  const chunks = request.iterator({ destroyOnReturn: false });
  const body = await readLimitedText(chunks, length, WEBHOOK_BODY_LIMIT);
  if (body === null) return { status: 413, body: 'Body too large' };
  const signature = request.headers['stripe-signature'];
  return receiveWebhook(context, body, typeof signature === 'string' ? signature : null);
}

async function health(context: PaymentsContext, { backlogSeconds }: IngestOptions): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  try {
    const { late, ...inbox } = await inboxHealth(context, backlogSeconds);
    return { status: late ? 503 : 200, body: JSON.stringify({ ok: !late, database: 'ok', inbox }), headers };
  } catch {
    // The answer is the report; the cause is in the log of whoever uses the database.
    return { status: 503, body: JSON.stringify({ ok: false, database: 'down', inbox: null }), headers };
  }
}

async function answerTo(
  context: PaymentsContext,
  options: IngestOptions,
  request: IncomingMessage,
): Promise<Answer> {
  const [path = ''] = (request.url ?? '').split('?');
  const method = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (!method) return { status: 404, body: 'Not found' };
  if (request.method !== method)
    return { status: 405, body: 'Method not allowed', headers: { allow: method } };
  return path === '/health' ? health(context, options) : receive(context, request);
}

/** @param last whether the connection ends with this answer */
function send(request: IncomingMessage, response: ServerResponse, answer: Answer, last: boolean): void {
  // A connection whose body is not read is of no use either: a sender that kept it would lose its next delivery on it.
  const ends = last || !request.complete;
  response.writeHead(answer.status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.body),
    ...(ends ? { connection: 'close' } : {}),
    ...answer.headers,
  });
  response.end(answer.body);
  if (request.complete) return;
  const { socket } = request;
  const farewell = setTimeout(() => socket.destroy(), FAREWELL_MS);
  request.once('close', () => clearTimeout(farewell));
  request.resume();
}

/**
 * The webhook endpoint without Next: the same verification, limits and answers as the route, at the cost of bare Node.
 * `stop` takes no further connection and resolves when everything in flight has been answered.
 */
export function createIngestServer(
  context: PaymentsContext,
  options: IngestOptions,
): { readonly server: Server; stop(): Promise<void> } {
  let stopping = false;
  const server = createServer(
    { requestTimeout: REQUEST_MS, keepAliveTimeout: IDLE_MS },
    (request, response) => {
      answerTo(context, options, request).then(
        (answer) => send(request, response, answer, stopping),
        (error: unknown) => {
          if (request.destroyed && !request.complete) return; // hung up in the middle: nobody is there to be answered
          context.log.error({ err: error }, 'a delivery could not be answered');
          send(request, response, { status: 500, body: 'Internal error' }, stopping);
        },
      );
    },
  );
  const stop = (): Promise<void> => {
    stopping = true;
    // A connection that was answered just before is idle only now, and would be kept for its full time.
    const idle = setInterval(() => server.closeIdleConnections(), 100);
    return new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
    }).finally(() => clearInterval(idle));
  };
  return { server, stop };
}
