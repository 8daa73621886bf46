import type { ProviderResult } from './provider';

/** Turns the value of an answer into another, and leaves a failure as it is. */
export function mapResult<T, U>(result: ProviderResult<T>, map: (value: T) => U): ProviderResult<U> {
  return result.kind === 'ok' ? { kind: 'ok', value: map(result.value) } : result;
}
