import { unsupported } from '../billing/unsupported';

type Refused = ReturnType<typeof unsupported>;

/** Parameters that Stripe has and the sandbox has not, each refused by its name. */
export function refused<const Name extends string>(...names: Name[]): { [name in Name]: Refused } {
  const all: Partial<{ [name in Name]: Refused }> = {};
  for (const name of names) all[name] = unsupported(name);
  if (!isComplete(all, names)) throw new Error('A parameter was lost on the way to its refusal.');
  return all;
}

function isComplete<Name extends string>(
  part: Partial<{ [name in Name]: Refused }>,
  names: Name[],
): part is { [name in Name]: Refused } {
  return names.every((name) => name in part);
}
