/** The body of `error` in an answer that is not 2xx, as Stripe's SDKs read it. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error';
  message: string;
  code?: string | undefined;
  param?: string | undefined;
  decline_code?: string | undefined;
  advice_code?: string | undefined;
  network_decline_code?: string | undefined;
  charge?: string | undefined;
  payment_intent?: object | undefined;
  setup_intent?: object | undefined;
  payment_method?: object | undefined;
  payment_method_type?: string | undefined;
}

interface Traits {
  /** The endpoint had begun its work: the answer is kept for the idempotency key and must not be retried. */
  began?: boolean;
  /** What the request wrote stays written, as a declined payment does. */
  keepsWrites?: boolean;
}

/** A refusal in Stripe's shape. Thrown by handlers; by default nothing the request wrote is kept. */
export class SandboxError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly began: boolean;
  readonly keepsWrites: boolean;

  constructor(status: number, body: ErrorBody, traits: Traits = {}) {
    super(body.message);
    this.name = 'SandboxError';
    this.status = status;
    this.body = body;
    this.began = traits.began ?? false;
    this.keepsWrites = traits.keepsWrites ?? false;
  }
}

/** 400: the parameters are wrong in themselves. Not kept for the idempotency key. */
export function invalidRequest(message: string, extra: { code?: string; param?: string } = {}): SandboxError {
  return new SandboxError(400, { type: 'invalid_request_error', message, ...extra });
}

/** 400: the request is well formed, but the object's state forbids it. Kept for the idempotency key. */
export function forbiddenState(
  message: string,
  extra: { code?: string; param?: string; payment_intent?: object; setup_intent?: object } = {},
): SandboxError {
  return new SandboxError(400, { type: 'invalid_request_error', message, ...extra }, { began: true });
}

/** A reference to an object that does not exist: 404 for the path, 400 for a parameter of the body. */
export function noSuch(noun: string, id: string, where: 'path' | { param: string }): SandboxError {
  const [status, param] = where === 'path' ? [404, PATH_PARAM[noun] ?? 'id'] : [400, where.param];
  const message = `No such ${NOUN[noun] ?? noun}: '${id}'`;
  return new SandboxError(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message,
    param,
  });
}

const NOUN: Record<string, string> = { payment_method: 'PaymentMethod', setup_intent: 'setupintent' };
const PATH_PARAM: Record<string, string> = { payment_intent: 'intent', setup_intent: 'intent' };

export interface Decline {
  code: string;
  message: string;
  decline_code?: string | undefined;
  advice_code?: string | undefined;
  network_decline_code?: string | undefined;
  charge?: string | undefined;
  payment_intent?: object | undefined;
  setup_intent?: object | undefined;
  payment_method?: object | undefined;
  payment_method_type?: string | undefined;
}

/** 402: the card was refused. With `keepsWrites` the failed attempt stays on record, as Stripe keeps it. */
export function cardError(decline: Decline, traits: { keepsWrites: boolean }): SandboxError {
  return new SandboxError(402, { type: 'card_error', param: '', ...decline }, { began: true, ...traits });
}

/** 400: what Stripe does and the sandbox does not; never a made-up success. */
export function notImplemented(what: string, param?: string): SandboxError {
  return invalidRequest(`The sandbox does not implement ${what}.`, param === undefined ? {} : { param });
}
