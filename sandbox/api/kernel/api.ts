import { type Answer, baseHeaders, refusal, render, renderError } from './answer';
import { type ApiRequest, checkVersion, paramsOf, unknownUrl } from './api-request';
import { authenticate, type Credentials, secretKeyRequired } from './auth';
import { notImplemented, SandboxError } from './errors';
import { expand } from './expand';
import type { FormHash } from './form';
import { refuseWhileAdvancing } from './governing-clock';
import { inFlight, type KeyedRequest, keyedRequest, keyRecords, recall } from './idempotency';
import { newId } from './ids';
import { type FatedAnswer, type Interference, type Subject, TurnedAway, undisturbed } from './interference';
import type { Ledger } from './ledger';
import { publicPart } from './public-part';
import type { LogEntry, RequestLog } from './request-log';
import type { Caller, Route } from './route';
import type { Match, Router } from './router';
import type { Transaction } from './transaction';

interface Work {
  requestId: string;
  credentials: Credentials;
  request: ApiRequest;
  match: Match;
  params: FormHash;
  subject: Subject;
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

  constructor(
    private readonly ledger: Ledger,
    private readonly router: Router,
    private readonly log: RequestLog,
    private readonly interference: Interference = undisturbed,
  ) {}

  async answer(request: ApiRequest): Promise<FatedAnswer> {
    const requestId = newId('req');
    const entry = this.log.begin(requestId, request, this.ledger.clock.milliseconds());
    const answer = await this.attempt(request, requestId, entry).catch((error: unknown) => {
      if (!(error instanceof SandboxError)) throw error;
      const refused = refusal(error, requestId, request.origin);
      if (error instanceof TurnedAway) Object.assign(refused.headers, error.headers);
      return refused;
    });
    this.log.end(entry, answer, this.ledger.clock.milliseconds());
    return answer;
  }

  private async attempt(request: ApiRequest, requestId: string, entry: LogEntry): Promise<FatedAnswer> {
    const credentials = authenticate(request.header('authorization'));
    entry.account = credentials.account;
    entry.key_type = credentials.kind;
    checkVersion(request.header('stripe-version'));
    if (request.header('stripe-account') !== undefined)
      throw notImplemented('Connect: the header Stripe-Account');
    const match = this.router.match(request.method, request.path);
    if (!match) throw unknownUrl(request);
    if (credentials.kind === 'publishable' && !match.route.publishable) throw secretKeyRequired();
    const params = paramsOf(request);
    this.log.note(entry, params);
    const key = request.method === 'POST' ? request.header('idempotency-key') : undefined;
    const keyed = key ? keyedRequest(key, request, credentials.kind) : null;
    const subject = subjectOf(request, credentials, match, params);
    return this.disturbed({ requestId, credentials, request, match, params, subject, keyed });
  }

  /** What faults and limits do happens in front of the idempotency layer, or to the answer once it is there. */
  private async disturbed(work: Work): Promise<FatedAnswer> {
    const { fate, leave } = this.interference.arrive(work.subject);
    if (fate) return { status: 0, headers: {}, body: '', fate };
    try {
      const answer = await (work.keyed ? this.once(work, work.keyed) : this.perform(work));
      const later = this.interference.depart(work.subject);
      return later ? { ...answer, fate: later } : answer;
    } finally {
      leave();
    }
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
    const prepared = match.route.prepare(work.params);
    await this.interference.wait(work.subject);
    const outcome = this.execute(work, prepared);
    const headers = baseHeaders(requestId, true);
    if (work.keyed)
      Object.assign(headers, { 'idempotency-key': work.keyed.key, 'original-request': requestId });
    if (outcome.began && request.method === 'POST') headers['stripe-should-retry'] = 'false';
    return { status: outcome.status, headers, body: outcome.body };
  }

  private execute(work: Work, prepared: ReturnType<Route['prepare']>): Outcome {
    const workFate = this.interference.work(work.subject);
    if (workFate === 'failed_before') return this.broken(work, this.begin(work));
    const tx = this.begin(work);
    try {
      const object = runOnStillClock(tx, () => prepared.run(tx, callerOf(work), work.match.segments));
      this.interference.review(work.subject, tx);
      if (workFate === 'failed_after') return this.broken(work, tx);
      return this.settle(work, tx, 200, render(seenBy(work, expand(tx, object, prepared.expand))));
    } catch (error) {
      if (error instanceof TurnedAway) throw error;
      if (!(error instanceof SandboxError)) return this.crashed(work, error);
      const shown = { ...error.body, ...seenBy(work, error.body) };
      const body = renderError(shown, work.requestId, work.request.origin);
      if (!error.began) return { status: error.status, body, began: false };
      return this.settle(work, error.keepsWrites ? tx : this.begin(work), error.status, body);
    }
  }

  private crashed(work: Work, error: unknown): Outcome {
    console.error(`sandbox: ${work.request.method} ${work.request.path} failed`, error);
    return this.broken(work, this.begin(work), 'See its output for the cause.');
  }

  /** A 500, which is kept for the key as Stripe keeps it, with whatever the transaction wrote. */
  private broken(work: Work, tx: Transaction, more = 'It was told to fail this request.'): Outcome {
    const message = `Sorry! There was an error while talking to the sandbox. ${more}`;
    const body = renderError({ type: 'api_error', message }, work.requestId, work.request.origin);
    return this.settle(work, tx, 500, body);
  }

  /** Makes the writes, the events and the answer kept for the key durable together. */
  private settle(work: Work, tx: Transaction, status: number, body: string): Outcome {
    const { keyed, requestId } = work;
    if (keyed) {
      const { key, path, fingerprint } = keyed;
      const answer = { status, body, request_id: requestId, created: tx.realNow() };
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

function subjectOf(request: ApiRequest, credentials: Credentials, match: Match, params: FormHash): Subject {
  const { method, path } = request;
  return {
    method,
    path,
    route: match.route.path,
    account: credentials.account,
    key: credentials.kind,
    params,
  };
}

/** A clock on its way refuses what touches its objects, whether that went well or not. */
function runOnStillClock(tx: Transaction, run: () => object): object {
  try {
    return run();
  } finally {
    refuseWhileAdvancing(tx);
  }
}

/** A publishable key is as good as public. */
function seenBy<Sent extends object>({ credentials }: Work, sent: Sent): object {
  return credentials.kind === 'publishable' ? publicPart(sent) : sent;
}

function callerOf(work: Work): Caller {
  const { request, credentials } = work;
  return {
    key: credentials.kind,
    ownFrame: request.header('origin') === request.origin,
    origin: request.origin,
  };
}
