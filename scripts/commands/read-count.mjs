import { Failure } from '../failure.mjs';

/**
 * @param {string} name
 * @param {string | undefined} value
 * @param {number} otherwise
 * @returns {number} a whole number from 1 on
 */
export function readCount(name, value, otherwise) {
  if (value === undefined) return otherwise;
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new Failure(`${name} is ${value}: it must be a whole number from 1 on.`);
}
