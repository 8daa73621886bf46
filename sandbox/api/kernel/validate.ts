import type { z } from 'zod';
import { invalidRequest, type SandboxError } from './errors';
import type { FormHash } from './form';

/** Parses an endpoint's parameters; throws the 400 that Stripe would answer. */
export function validate<Schema extends z.ZodType>(schema: Schema, raw: FormHash): z.output<Schema> {
  const result = schema.safeParse({ ...raw }, { reportInput: true });
  if (result.success) return result.data;
  throw refusal(result.error.issues);
}

type Issue = z.core.$ZodIssue;

function refusal(issues: Issue[]): SandboxError {
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  if (!first) throw new Error('A failed validation named no issue.');
  return describe(first, []);
}

function describe(issue: Issue, prefix: PropertyKey[]): SandboxError {
  const path = [...prefix, ...issue.path];
  const param = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknown(issue.keys.map((key) => nameOf([...path, key])));
    case 'invalid_union':
      return describe(bestOf(issue.errors, issue.input), path);
    case 'custom':
      return custom(issue.message, issue.params?.code, param);
    case 'too_big':
      return invalidRequest(`Array ${param} exceeded maximum ${issue.maximum} allowed elements.`, { param });
    default:
      return wrongType(issue, param);
  }
}

function unknown(names: string[]): SandboxError {
  const [param = ''] = names;
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
  return invalidRequest(message, { code: 'parameter_unknown', param });
}

function custom(message: string, code: unknown, param: string): SandboxError {
  if (code === 'parameter_invalid_empty') {
    const text =
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; ` +
      `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`;
    return invalidRequest(text, { code, param });
  }
  const named = message.replace(/^Invalid value:/, `Invalid ${param}:`);
  return invalidRequest(named, typeof code === 'string' ? { code, param } : { param });
}

function wrongType(issue: Issue, param: string): SandboxError {
  if (issue.input === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const expected = 'expected' in issue ? String(issue.expected) : 'value';
  const kind = { object: 'object', record: 'object', array: 'array', string: 'string' }[expected] ?? expected;
  return invalidRequest(`Invalid ${kind}`, { param });
}

/** Of a union's branches the one that came furthest: it fits the shape of what was sent. */
function bestOf(branches: Issue[][], input: unknown): Issue {
  const shaped = branches.find((issues) =>
    issues.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  const spoken = branches.find((issues) => issues.some((issue) => issue.code === 'custom'));
  const chosen = (typeof input === 'object' ? shaped : spoken) ?? branches.at(-1);
  const issue = chosen?.[0];
  if (!issue) throw new Error('A failed union named no issue.');
  return issue;
}

function nameOf(path: PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return `${first ?? ''}${rest.map((key) => `[${key}]`).join('')}`;
}
