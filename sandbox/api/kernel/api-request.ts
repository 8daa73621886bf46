import { API_VERSION } from './api-version';
import { invalidRequest, SandboxError } from './errors';
import { type FormHash, parseForm } from './form';

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

/** The parameters of a request, from its address and its form. Throws 400 for what is neither. */
export function paramsOf(request: ApiRequest): FormHash {
  if (request.body === '') return parseForm(request.query);
  const type = request.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { ...parseForm(request.query), ...parseForm(request.body) };
  throw invalidRequest(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
  );
}

/** Throws 400 for another version of the API than the one spoken here. */
export function checkVersion(version: string | undefined): void {
  if (version === undefined || version === API_VERSION) return;
  throw invalidRequest(`Invalid Stripe API version: ${version}. Only ${API_VERSION} is spoken here.`);
}

export function unknownUrl(request: ApiRequest): SandboxError {
  const message =
    `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help ` +
    "at https://support.stripe.com/. If this is one of Stripe's endpoints, the sandbox does not implement it.";
  return new SandboxError(404, { type: 'invalid_request_error', message });
}
