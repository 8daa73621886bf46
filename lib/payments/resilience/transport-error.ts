/**
 * A request that brought no usable answer. `landed` is the difference that matters: `never` when the connection was not
 * made, so nothing can have happened; `maybe` when bytes may have been read at the other end.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly landed: 'never' | 'maybe';
  /** Never one of the SDK's own codes: on those it would send again by itself, outside our deadline. */
  readonly code = 'TRANSPORT';

  constructor(landed: 'never' | 'maybe', reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.landed = landed;
  }
}

/** A request that we did not send ourselves: no use in trying it again within the same call. */
export class TurnedAway extends TransportError {
  constructor(reason: string) {
    super('never', reason);
  }
}

/** The failures in which the connection was never made. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
]);

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // A name with several addresses fails with one error for each.
  if (error instanceof AggregateError) {
    const codes = new Set(error.errors.map(codeOf));
    return codes.size === 1 ? ([...codes][0] ?? null) : null;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Reads what Node says of a failed request; anything not known to have stayed at home may have landed. */
export function toTransportError(error: unknown, connected: boolean): TransportError {
  const code = codeOf(error);
  const never = !connected || (code !== null && NOT_CONNECTED.has(code));
  return new TransportError(never ? 'never' : 'maybe', code ?? 'no answer', { cause: error });
}
