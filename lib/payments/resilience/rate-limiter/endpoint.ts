/** An id, given by the provider or by us, has a digit or a capital letter in it; a resource's name has neither. */
const ID = /[0-9A-Z%]/;

/**
 * The endpoint that the provider counts a request under: `POST /v1/customers`, `GET /v1/customers/{id}`. All ids share one.
 * Source: docs.stripe.com/rate-limits
 */
export function endpointOf(method: string, path: string): string {
  const [plain = ''] = path.split('?');
  const [empty = '', version = '', ...rest] = plain.split('/');
  const segments = rest.map((segment) => (ID.test(segment) ? '{id}' : segment));
  return `${method} ${[empty, version, ...segments].join('/')}`;
}
