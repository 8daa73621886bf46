import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Attempt } from './records';

const TIMEOUT_MS = 20_000;
/** How much of an answer is kept; enough for a stack trace. */
const ANSWER_LENGTH = 2000;

/** Servers close idle connections after 5 seconds or more; one that is closed under a request would be a false failure. */
const IDLE_MS = 3000;

const agents = {
  http: new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
  https: new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
};

/**
 * Sends one signed event. Redirects are not followed: they are failures, as no answer in time is.
 * @returns how it went; it never rejects
 */
export async function post(url: string, payload: string, signature: string): Promise<Omit<Attempt, 'at'>> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const { status, answer } = await send(url, payload, signature);
    return { status, ms: took(), answer, error: null };
  } catch (error) {
    return { status: null, ms: took(), answer: '', error: reasonOf(error) };
  }
}

function send(url: string, payload: string, signature: string) {
  return new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const secure = url.startsWith('https:');
    const outgoing = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: secure ? agents.https : agents.http,
      headers: headersOf(payload, signature),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    outgoing.once('response', (response) => {
      read(response).then((answer) => resolve({ status: response.statusCode ?? 0, answer }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(payload);
  });
}

function headersOf(payload: string, signature: string) {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(payload),
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
    'stripe-signature': signature,
  };
}

/** The beginning of an answer. The rest is read too, for half an answer means that it must be sent again. */
async function read(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    if (text.length < ANSWER_LENGTH) text += String(part);
  }
  return text.slice(0, ANSWER_LENGTH);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return `No answer within ${TIMEOUT_MS / 1000} seconds.`;
  return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message;
}
