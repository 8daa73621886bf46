import { createServer, type IncomingMessage, type Server } from 'node:http';
import Stripe from 'stripe';
import { type SandboxOptions, startSandbox } from '../../../sandbox/start';

/** A sandbox in this process on a free port, the real SDK pointed at it, and a plain door for what the SDK hides. */
export interface Harness {
  url: string;
  stripe: Stripe;
  /** Sends form parameters as they stand; answers status, headers and the decoded body. */
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Calls the sandbox's own controls. */
  control(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface SendOptions {
  form?: string;
  key?: string;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  error: Record<string, unknown>;
}

export const SECRET = 'sk_test_contract';
export const PUBLISHABLE = 'pk_test_contract';

export async function startHarness(options: Partial<SandboxOptions> = {}): Promise<Harness> {
  const sandbox = await startSandbox({
    port: 0,
    data: null,
    check: process.env.SANDBOX_CHECK ?? true,
    ...options,
  });
  return { ...doors(sandbox.url), close: () => sandbox.close() };
}

/** The same doors for a sandbox that runs elsewhere, e.g. in a process of its own. */
export function doors(url: string): Omit<Harness, 'close'> {
  const stripe = sdk(url, SECRET);
  const send = async (method: string, path: string, { form, key = SECRET, headers }: SendOptions = {}) => {
    const all = new Headers(headers);
    if (form !== undefined) all.set('content-type', 'application/x-www-form-urlencoded');
    if (key !== '') all.set('authorization', `Bearer ${key}`);
    const response = await fetch(`${url}${path}`, { method, body: form, headers: all });
    const body: unknown = await response.json();
    if (!isRecord(body)) throw new Error('The sandbox answered something that is no object.');
    return {
      status: response.status,
      headers: response.headers,
      body,
      error: isRecord(body.error) ? body.error : {},
    };
  };
  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/_sandbox${path}`, { method, body: body && JSON.stringify(body) });
    const answer: unknown = await response.json();
    return isRecord(answer) ? answer : {};
  };
  return { url, stripe, send, control };
}

export function sdk(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error an SDK call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was expected to be refused.');
}

export interface Received {
  body: string;
  signature: string;
  type: string;
  id: string;
}

/** A webhook receiver on a free port that answers as it is told. */
export interface Receiver {
  url: string;
  received: Received[];
  /** Answers the status for a delivery; 200 by default. */
  answer(decide: (event: Received, seen: number) => number): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let decide = (_event: Received, _seen: number) => 200;
  const server: Server = createServer((request, response) => {
    void read(request).then((body) => {
      const event: unknown = JSON.parse(body);
      const { id, type } = isRecord(event) ? event : {};
      const entry = {
        body,
        signature: String(request.headers['stripe-signature']),
        type: String(type),
        id: String(id),
      };
      received.push(entry);
      const status = decide(entry, received.filter((other) => other.id === entry.id).length);
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      decide = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** Waits until something holds, and says what did not when it never does. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  what: string,
  within = 8000,
): Promise<void> {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It never came to pass: ${what}`);
}
