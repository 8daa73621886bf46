import { appendFileSync } from 'node:fs';
import type { Answer } from '../api/kernel/answer';
import type { ApiRequest } from '../api/kernel/api-request';
import type { Ledger } from '../api/kernel/ledger';
import type { Stored } from '../api/kernel/wire';
import { Check } from './check';
import type { Finding } from './findings';
import { isRecord } from './objects';
import { loadSchemas } from './schema/load';
import type { Violation } from './violation';

/** The answer as it is, or a 500 that says how it differs from what Stripe could have sent. */
type Inspect = <Sent extends Answer>(request: ApiRequest, answer: Sent) => Sent;

/**
 * Holds everything that a sandbox sends against Stripe's declarations.
 * @param check whether at all; the name of a file to have violations added there, a line of JSON each
 */
export async function watchOver(ledger: Ledger, check: boolean | string): Promise<Inspect> {
  if (check === false) return (_request, answer) => answer;
  const stripe = new Check(await loadSchemas());
  const note = (findings: Finding[]) => {
    if (check === true) return;
    for (const finding of findings) appendFileSync(check, `${JSON.stringify(finding)}\n`);
  };
  const takeEvents = watchEvents(ledger, stripe, note);
  return (request, answer) => {
    const ofEvents = takeEvents(answer.headers['request-id'] ?? '');
    if (!request.path.startsWith('/v1/') || !answer.headers['content-type']?.startsWith('application/json'))
      return answer;
    const body: unknown = JSON.parse(answer.body);
    const found = stripe.answer(answer.status, body, callerOf(request));
    const ofAnswer = findingsOf(`${request.method} ${request.path}`, body, found);
    note(ofAnswer);
    const findings = [...ofAnswer, ...ofEvents];
    return findings.length === 0 ? answer : { ...answer, status: 500, body: refusal(findings) };
  };
}

/** Looks at every event as it is stored; answers what tells, once, what was wrong with those of a request. */
function watchEvents(ledger: Ledger, stripe: Check, note: (findings: Finding[]) => void) {
  const owing = new Map<string, Finding[]>();
  ledger.onCommit((_account, written) => {
    for (const event of written.filter((item) => item.object === 'event')) {
      const findings = findingsOf(String(Reflect.get(event, 'type')), event, stripe.event(event));
      note(findings);
      const cause = requestOf(event);
      if (cause !== null && findings.length > 0) owing.set(cause, [...(owing.get(cause) ?? []), ...findings]);
    }
  });
  return (request: string): Finding[] => {
    const findings = owing.get(request) ?? [];
    owing.delete(request);
    return findings;
  };
}

function findingsOf(what: string, item: unknown, found: Violation[]): Finding[] {
  const id = isRecord(item) && typeof item.id === 'string' ? item.id : null;
  return found.map((violation) => ({ what, id, ...violation }));
}

function requestOf(event: Stored): string | null {
  const request: unknown = Reflect.get(event, 'request');
  return isRecord(request) && typeof request.id === 'string' ? request.id : null;
}

function callerOf(request: ApiRequest): 'secret' | 'publishable' {
  return /\bpk_test_/.test(request.header('authorization') ?? '') ? 'publishable' : 'secret';
}

function refusal(findings: Finding[]): string {
  const lines = findings.map(({ what, pointer, reason }) => `${what}: ${pointer} ${reason}`);
  const message = `The sandbox differs from Stripe. ${lines.slice(0, 5).join('; ')}`;
  return JSON.stringify({ error: { type: 'api_error', message } });
}
