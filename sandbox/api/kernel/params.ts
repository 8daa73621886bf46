import { z } from 'zod';
import { CURRENCIES } from './currencies';

/*
 * Building blocks for the parameters of an endpoint. Every value arrives as text; each block says in Stripe's
 * words what is wrong with it. `''` is refused unless the block is wrapped in `clearable`.
 */

function issue(ctx: z.RefinementCtx, message: string, code?: string): never {
  ctx.addIssue({ code: 'custom', message, params: { code } });
  return z.NEVER;
}

const present = z.string().superRefine((value, ctx) => {
  if (value === '')
    ctx.addIssue({ code: 'custom', message: '', params: { code: 'parameter_invalid_empty' } });
});

/** Text of 1 to `max` characters. */
export function text(max = 5000) {
  return present.superRefine((value, ctx) => {
    if (value.length <= max) return;
    issue(ctx, `Invalid string: ${value.slice(0, 20)}…; must be at most ${max} characters`);
  });
}

/** An e-mail address. */
export function email() {
  return text(512).superRefine((value, ctx) => {
    if (EMAIL.test(value)) return;
    issue(ctx, `Invalid email address: ${value}`, 'email_invalid');
  });
}

const EMAIL = /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)*$/;

/** A whole number within bounds. */
export function integer(bounds: { min?: number; max?: number } = {}) {
  return present.transform((value, ctx) => {
    const code = 'parameter_invalid_integer';
    if (!/^-?\d{1,15}$/.test(value)) return issue(ctx, `Invalid integer: ${value}`, code);
    const number = Number(value);
    if (bounds.min !== undefined && number < bounds.min) {
      return issue(ctx, `This value must be greater than or equal to ${bounds.min}.`, code);
    }
    if (bounds.max !== undefined && number > bounds.max) {
      return issue(ctx, `This value must be less than or equal to ${bounds.max}.`, code);
    }
    return number;
  });
}

/** An amount in minor units: at least 1 and, as Stripe has it, at most eight digits. */
export function amount() {
  return present.transform((value, ctx) => {
    if (!/^-?\d{1,15}$/.test(value))
      return issue(ctx, `Invalid integer: ${value}`, 'parameter_invalid_integer');
    const number = Number(value);
    if (number < 1)
      return issue(ctx, 'This value must be greater than or equal to 1.', 'parameter_invalid_integer');
    if (number > 99_999_999) return issue(ctx, 'Amount must be no more than $999,999.99', 'amount_too_large');
    return number;
  });
}

/** A decimal number, kept as text. */
export function decimal() {
  return present.transform((value, ctx) =>
    /^-?\d+(\.\d{1,12})?$/.test(value) ? value : issue(ctx, `Invalid decimal: ${value}`),
  );
}

export function boolean() {
  return present.transform((value, ctx) => {
    if (value === 'true' || value === 'false') return value === 'true';
    return issue(ctx, `Invalid boolean: ${value}`);
  });
}

/** One of a list of words. */
export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]) {
  return present.transform((value, ctx): Word => {
    const found = words.find((word) => word === value);
    return found ?? issue(ctx, `Invalid value: must be one of ${words.join(', ')}`);
  });
}

/** A three-letter currency, in lower case. */
export function currency() {
  return present.transform((value, ctx) => {
    const code = value.toLowerCase();
    if (CURRENCIES.has(code)) return code;
    const known = [...CURRENCIES].join(', ');
    return issue(ctx, `Invalid currency: ${value}. Stripe currently supports these currencies: ${known}`);
  });
}

/** Seconds since 1970. */
export function timestamp() {
  return integer({ min: 0 });
}

export function list<Item extends z.ZodType>(item: Item, max = 250) {
  return z.array(item).max(max);
}

/** A hash whose members are all known. */
export function shape<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject(fields);
}

/** A value that `''` unsets: it comes out as null. */
export function clearable<Inner extends z.ZodType>(inner: Inner) {
  return z.union([z.literal('').transform(() => null), inner]);
}

const metadataHash = z.record(z.string(), z.string()).superRefine((value, ctx) => {
  for (const [key, content] of Object.entries(value)) {
    if (key.length > 40) issue(ctx, `Metadata keys can have up to 40 characters, but you passed in ${key}.`);
    if (content.length > 500) {
      issue(
        ctx,
        `Metadata values can have up to 500 characters, but you passed in a value that is ${content.length} characters.`,
      );
    }
  }
  if (Object.keys(value).length > 50) issue(ctx, 'Metadata can have up to 50 keys.');
});

/** Keys that are numbers from 0 on look like a list, in a hash of free keys as well. */
const freeKeys = z.preprocess((value) => (Array.isArray(value) ? { ...value } : value), metadataHash);

/** Metadata: a hash of text; `''` clears all (null), an empty value removes its key. */
export function metadata() {
  return clearable(freeKeys).optional();
}

/** A moment or a range of moments: `created=1` or `created[gte]=1`. */
export function range() {
  const bound = timestamp().optional();
  return z.union([timestamp(), shape({ gt: bound, gte: bound, lt: bound, lte: bound })]).optional();
}

export const address = shape({
  city: clearable(text()).optional(),
  country: clearable(text()).optional(),
  line1: clearable(text()).optional(),
  line2: clearable(text()).optional(),
  postal_code: clearable(text()).optional(),
  state: clearable(text()).optional(),
});

/** What every list endpoint takes. */
export const page = {
  limit: integer({ min: 1, max: 100 }).optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

/** What every endpoint takes. */
export const common = { expand: list(text()).optional() };

/** The parameters of an endpoint; `expand` is always among them. */
export function params<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject({ ...common, ...fields });
}

/** The parameters of an endpoint that takes none of its own. */
export const none = params({});
