import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../api/kernel/answer';
import type { ApiRequest } from '../api/kernel/api-request';
import type { FatedAnswer } from '../api/kernel/interference';
import { corsHeaders, isForeign, isLoopback } from './cors';
import { send } from './send';

const MAX_BODY_BYTES = 1_000_000;

/** An answer whose body goes on until the reader leaves. */
export interface LiveAnswer extends Answer {
  /** Called with the open connection once the head has been sent. */
  live(outgoing: ServerResponse): void;
}

export type AnyAnswer = FatedAnswer | LiveAnswer;

/** Answers a request that has been read whole. */
export type Handler = (request: ApiRequest) => Promise<AnyAnswer>;

/** Whether a connection is to be broken before anything is read from it. */
export type Refuses = (request: Pick<ApiRequest, 'method' | 'path' | 'header'>) => boolean;

/** Joins a handler to Node's server: reads the body, refuses strangers, writes the answer. */
export function listener(handler: Handler, refuses: Refuses = () => false) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (refuses(headOf(incoming))) {
      incoming.socket.resetAndDestroy();
      return;
    }
    respond(handler, incoming).then(
      (answer) => write(incoming, outgoing, answer),
      (error: unknown) => {
        console.error('sandbox: a request failed', error);
        write(incoming, outgoing, plain(500, 'The sandbox failed; see its output.'));
      },
    );
  };
}

async function respond(handler: Handler, incoming: IncomingMessage): Promise<AnyAnswer> {
  const host = incoming.headers.host ?? '';
  // A page elsewhere can make its own name point at 127.0.0.1; it cannot change the name it asks for.
  if (!URL.canParse(`http://${host}`) || !isLoopback(new URL(`http://${host}`).hostname)) {
    return plain(403, 'The sandbox answers on this machine only.');
  }
  // Pages elsewhere may not reach the controls, not even blindly.
  if (isForeign(incoming.headers.origin))
    return plain(403, 'The sandbox answers pages of this machine only.');
  if (incoming.method === 'OPTIONS') return { status: 204, headers: {}, body: '' };
  const body = await read(incoming);
  if (body === null) return plain(413, 'The request is too large.');
  if (!URL.canParse(incoming.url ?? '/', `http://${host}`)) return plain(400, 'The address cannot be read.');
  const url = new URL(incoming.url ?? '/', `http://${host}`);
  return handler({
    method: incoming.method ?? 'GET',
    path: url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname,
    query: url.search.slice(1),
    body,
    header: headerOf(incoming),
    origin: `http://${host}`,
  });
}

function headOf(incoming: IncomingMessage) {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/';
  return { method: incoming.method ?? 'GET', path, header: headerOf(incoming) };
}

function headerOf(incoming: IncomingMessage) {
  return (name: string) => [incoming.headers[name]].flat()[0];
}

async function read(incoming: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function write(incoming: IncomingMessage, outgoing: ServerResponse, answer: AnyAnswer): void {
  const headers = { ...corsHeaders(incoming.headers.origin), ...answer.headers };
  if ('live' in answer) {
    outgoing.writeHead(answer.status, headers);
    answer.live(outgoing);
    return;
  }
  send(outgoing, { ...answer, headers }, incoming.method === 'HEAD');
}

function plain(status: number, message: string): Answer {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const body = JSON.stringify({ error: { type, message } });
  return { status, headers: { 'content-type': 'application/json' }, body };
}
