import { createHash } from 'node:crypto';
import { defineCollection } from './collection';
import { SandboxError } from './errors';
import { keepLight, Light } from './light';
import type { Shelved } from './shelf';
import type { Transaction } from './transaction';

/** The first answer given for a key; its id is the key. */
export interface KeyRecord {
  id: string;
  object: '_idempotency_key';
  path: string;
  fingerprint: string;
  status: number;
  body: string;
  request_id: string;
  created: number;
}

export const keyRecords = defineCollection<KeyRecord>('_idempotency_key');

/** Answers are kept for a day and hardly ever asked for again. */
class LightKeyRecord extends Light implements KeyRecord {
  readonly object = '_idempotency_key';
  readonly id: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly request_id: string;
  readonly created: number;

  constructor(record: KeyRecord, text: Shelved) {
    super(text);
    this.id = record.id;
    this.path = record.path;
    this.fingerprint = record.fingerprint;
    this.status = record.status;
    this.request_id = record.request_id;
    this.created = record.created;
  }

  get body(): string {
    return String(this.member('body'));
  }
}

keepLight(keyRecords, (record, text) => new LightKeyRecord(record, text));

const LIFETIME_SECONDS = 24 * 3600;

export interface KeyedRequest {
  key: string;
  path: string;
  fingerprint: string;
}

/** A request's identity for its key: the same key with anything else is a mistake of the caller. */
export function keyedRequest(
  key: string,
  { path, query, body }: { path: string; query: string; body: string },
  kind: string,
): KeyedRequest {
  if (key.length > 255) {
    throw new SandboxError(400, {
      type: 'invalid_request_error',
      message: 'Idempotency key is too long (maximum is 255 characters).',
    });
  }
  const form = [...new URLSearchParams(query), ...new URLSearchParams(body)];
  const params = form.map(([name, value]) => `${name}=${value}`).sort();
  // What a secret key was answered must not be replayed to a publishable one.
  const fingerprint = createHash('sha256')
    .update([kind, ...params].join('\n'))
    .digest('base64');
  return { key, path, fingerprint };
}

/** The answer kept for the key, if it is still remembered. Throws 400 `idempotency_error` on other parameters. */
export function recall(tx: Transaction, request: KeyedRequest): KeyRecord | null {
  const record = tx.get(keyRecords, request.key);
  if (!record || hasExpired(record, tx.realNow())) return null;
  if (record.path !== request.path) {
    const message =
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ` +
      `('${request.path}' vs '${record.path}'). Try using a key other than '${request.key}' if you meant to ` +
      'execute a different request.';
    throw mismatch(message);
  }
  if (record.fingerprint !== request.fingerprint) {
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using ' +
      `a key other than '${request.key}' if you meant to execute a different request.`;
    throw mismatch(message);
  }
  return record;
}

/** Whether Stripe would have forgotten the key by now. */
export function hasExpired(record: KeyRecord, now: number): boolean {
  return now - record.created >= LIFETIME_SECONDS;
}

function mismatch(message: string): SandboxError {
  return new SandboxError(400, { type: 'idempotency_error', message });
}

/** 409: the key's first request is still being worked on. */
export function inFlight(): SandboxError {
  const message =
    'There is currently another in-progress request using this Idempotency Key (that probably means you submitted ' +
    'twice, and the other request is still going through). Please try again later.';
  return new SandboxError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
}
