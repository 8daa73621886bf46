import { type Answer, baseHeaders, refusal, render, renderError } from './answer';
import { API_VERSION } from './api-version';
import { authenticate, type Credentials, secretKeyRequired } from './auth';
import { invalidRequest, SandboxError } from './errors';
import { expand } from './expand';
import { type FormHash, parseForm } from './form';
import { inFlight, type KeyedRequest, keyedRequest, keyRecords, recall } from './idempotency';
import { newId } from './ids';
import type { Ledger } from './ledger';
import type { RequestLog } from './request-log';
import type { Caller, Route } from './route';
import type { Match, Router } from './router';
import type { Transaction } from './transaction';

/** A request as the API sees it, whatever carried it. */
export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  header(name: string): string | undefined;
  /** Where the sandbox is reached, e.g. `http://127.0.0.1:12111`. */
  origin: string;
}

interface Work {
  requestId: string;
  credentials: Credentials;
  request: ApiRequest;
  match: Match;
  keyed: KeyedRequest | null;
}

interface Outcome {
  status: number;
  body: string;
  began: boolean;
}

/** Answers the requests of the API: who asks, what for, at most once for a key, all or nothing. */
export class Api {
  private readonly busy = new Set<string>();
  /** What a request waits for once its key is taken and before its work is done; a switch for slowness. */
  delay: (() => Promise<void>) | null = null;

  constructor(
    private readonly ledger: Ledger,
    private readonly router: Router,
    private readonly log: RequestLog,
  ) {}

  async answer(request: ApiRequest): Promise<Answer> {
    const requestId = newId('req');
    const entry = this.log.begin(request, this.ledger.clock.milliseconds());
    let answer: Answer;
    try {
      const credentials = authenticate(request.header('authorization'));
      entry.account = credentials.account;
      entry.key_type = credentials.kind;
      answer = await this.work(request, credentials, requestId);
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      answer = refusal(error, requestId, request.origin);
    }
    entry.status = answer.status;
    entry.replayed = 'idempotent-replayed' in answer.headers;
    return answer;
  }

  private async work(request: ApiRequest, credentials: Credentials, requestId: string): Promise<Answer> {
    checkVersion(request.header('stripe-version'));
    const match = this.router.match(request.method, request.path);
    if (!match) throw unknownUrl(request);
    if (credentials.kind === 'publishable' && !match.route.publishable) throw secretKeyRequired();
    const key = request.method === 'POST' ? request.header('idempotency-key') : undefined;
    const keyed = key ? keyedRequest(key, request.path, request.body) : null;
    const work = { requestId, credentials, request, match, keyed };
    return keyed ? this.once(work, keyed) : this.perform(work);
  }

  private async once(work: Work, keyed: KeyedRequest): Promise<Answer> {
    const slot = `${work.credentials.account} ${keyed.key}`;
    if (this.busy.has(slot)) throw inFlight();
    const kept = recall(this.ledger.begin(work.credentials.account), keyed);
    if (kept) {
      const headers = baseHeaders(work.requestId, true);
      const replay = { 'original-request': kept.request_id, 'idempotent-replayed': 'true' };
      Object.assign(headers, { 'idempotency-key': keyed.key, 'stripe-should-retry': 'false' }, replay);
      return { status: kept.status, headers, body: kept.body };
    }
    this.busy.add(slot);
    try {
      return await this.perform(work);
    } finally {
      this.busy.delete(slot);
    }
  }

  private async perform(work: Work): Promise<Answer> {
    const { request, match, requestId } = work;
    const prepared = match.route.prepare(paramsOf(request));
    await this.delay?.();
    const outcome = this.execute(work, prepared);
    const headers = baseHeaders(requestId, true);
    if (work.keyed)
      Object.assign(headers, { 'idempotency-key': work.keyed.key, 'original-request': requestId });
    if (outcome.began && request.method === 'POST') headers['stripe-should-retry'] = 'false';
    return { status: outcome.status, headers, body: outcome.body };
  }

  private execute(work: Work, prepared: ReturnType<Route['prepare']>): Outcome {
    const tx = this.begin(work);
    try {
      const object = prepared.run(tx, callerOf(work), work.match.segments);
      return this.settle(work, tx, 200, render(expand(tx, object, prepared.expand)));
    } catch (error) {
      if (!(error instanceof SandboxError)) return this.crashed(work, error);
      const body = renderError(error.body, work.requestId, work.request.origin);
      if (!error.began) return { status: error.status, body, began: false };
      return this.settle(work, error.keepsWrites ? tx : this.begin(work), error.status, body);
    }
  }

  private crashed(work: Work, error: unknown): Outcome {
    console.error(`sandbox: ${work.request.method} ${work.request.path} failed`, error);
    const message = 'Sorry! There was an error while talking to the sandbox. See its output for the cause.';
    const body = renderError({ type: 'api_error', message }, work.requestId, work.request.origin);
    return this.settle(work, this.begin(work), 500, body);
  }

  /** Makes the writes, the events and the answer kept for the key durable together. */
  private settle(work: Work, tx: Transaction, status: number, body: string): Outcome {
    const { keyed, requestId } = work;
    if (keyed) {
      const { key, path, fingerprint } = keyed;
      const answer = { status, body, request_id: requestId, created: tx.now() };
      tx.put(keyRecords, { id: key, object: '_idempotency_key', path, fingerprint, ...answer });
    }
    this.ledger.commit(tx);
    return { status, body, began: true };
  }

  private begin(work: Work): Transaction {
    const identity = { id: work.requestId, idempotency_key: work.keyed?.key ?? null };
    return this.ledger.begin(work.credentials.account, identity);
  }
}

function callerOf(work: Work): Caller {
  const { request, credentials } = work;
  return {
    key: credentials.kind,
    ownFrame: request.header('origin') === request.origin,
    origin: request.origin,
  };
}

function paramsOf(request: ApiRequest): FormHash {
  if (request.body === '') return parseForm(request.query);
  const type = request.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { ...parseForm(request.query), ...parseForm(request.body) };
  throw invalidRequest(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
  );
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || version === API_VERSION) return;
  throw invalidRequest(`Invalid Stripe API version: ${version}. Only ${API_VERSION} is spoken here.`);
}

function unknownUrl(request: ApiRequest): SandboxError {
  const message =
    `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help ` +
    "at https://support.stripe.com/. If this is one of Stripe's endpoints, the sandbox does not implement it.";
  return new SandboxError(404, { type: 'invalid_request_error', message });
}
