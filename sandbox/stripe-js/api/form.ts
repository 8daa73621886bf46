import { isRecord } from '../record';

/** Flattens parameters the way Stripe's form encoding does, `a[b][0]=c`; undefined values are left out. */
export function formPairs(params: unknown, prefix = ''): [string, string][] {
  if (params === undefined) return [];
  if (params === null) return [[prefix, '']];
  if (Array.isArray(params)) return params.flatMap((entry, index) => formPairs(entry, `${prefix}[${index}]`));
  if (isRecord(params)) {
    return Object.entries(params).flatMap(([key, value]) =>
      formPairs(value, prefix === '' ? key : `${prefix}[${key}]`),
    );
  }
  return [[prefix, String(params)]];
}
