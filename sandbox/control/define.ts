import { z } from 'zod';
import type { Answer } from '../api/kernel/answer';
import type { Api } from '../api/kernel/api';
import type { ApiRequest } from '../api/kernel/api-request';
import type { Ledger } from '../api/kernel/ledger';
import type { RequestLog } from '../api/kernel/request-log';
import type { RealTime } from '../clock/real-time';
import type { Disturbance } from '../faults/disturbance';
import type { Door } from '../web/door';
import type { AnyAnswer } from '../web/http';
import type { Dispatcher } from '../webhooks/dispatcher';
import type { Feed } from './feed';

/** What the controls control. */
export interface Parts {
  ledger: Ledger;
  dispatcher: Dispatcher;
  log: RequestLog;
  api: Api;
  disturbance: Disturbance;
  feed: Feed;
  door: Door;
  time: RealTime;
}

interface Call<Body> {
  parts: Parts;
  body: Body;
  query: URLSearchParams;
  /** What stands where the path has `:id`. */
  id: string;
  header(name: string): string | undefined;
}

/** One control, whatever its body is. */
export interface Control {
  method: 'GET' | 'POST' | 'DELETE';
  /** Under `/_sandbox`, with at most one `:id`. */
  path: string;
  answer(parts: Parts, request: ApiRequest, id: string): AnyAnswer | Promise<AnyAnswer>;
}

/** Answers to send as they are, beside plain objects, which are sent as JSON with 200. */
type Result = object | Refusal;

/** A refusal of a control, in the shape of the API's own. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly message: string,
  ) {}
}

/** The body of a control that takes none. */
export const none = z.unknown();

/** Declares a control. A body that its schema refuses is answered with 400 and what is wrong with it. */
export function defineControl<Schema extends z.ZodType>(definition: {
  method: Control['method'];
  path: string;
  body: Schema;
  run(call: Call<z.output<Schema>>): Result | Promise<Result>;
}): Control {
  const { method, path, body: schema, run } = definition;
  const answer = async (parts: Parts, request: ApiRequest, id: string) => {
    const parsed = schema.safeParse(decode(request.body));
    if (!parsed.success) return refused(400, z.prettifyError(parsed.error));
    const query = new URLSearchParams(request.query);
    const result = await run({ parts, body: parsed.data, query, id, header: request.header });
    return result instanceof Refusal ? refused(result.status, result.message) : json(200, result);
  };
  return { method, path, answer };
}

/** An empty body is an empty object: controls whose fields are all optional need none. */
function decode(body: string): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function refused(status: number, message: string): Answer {
  return json(status, { error: { type: 'invalid_request_error', message } });
}

export function json(status: number, body: object): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: `${JSON.stringify(body)}\n` };
}
