import { invalidRequest } from './errors';

/** Form parameters after decoding: text, lists and hashes, nothing else. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type FormHash = { [key: string]: FormValue };

/** Nesting deeper than any of Stripe's parameters is an attack on the parser, not a request. */
const MAX_DEPTH = 12;

/** A tree of maps, so that a parameter called `__proto__` is only a name. */
type Node = Map<string, Node | string>;

/**
 * Decodes Stripe's bracket style: `a[b]=1`, `items[0][price]=x`, `expand[]=y`.
 * Throws a 400 for names that contradict each other or that are malformed.
 */
export function parseForm(text: string): FormHash {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(text)) place(root, keysOf(name), value, name);
  return hash(root);
}

function keysOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) throw invalidRequest(`Invalid parameter name: ${name}`, { param: name });
  const inner = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '');
  if (inner.length > MAX_DEPTH) throw invalidRequest('Parameters are nested too deeply.', { param: name });
  return [match[1] ?? '', ...inner];
}

function place(root: Node, keys: string[], value: string, name: string): void {
  let node = root;
  for (const [depth, raw] of keys.entries()) {
    const key = raw === '' ? String(node.size) : raw;
    if (depth === keys.length - 1) {
      if (node.get(key) instanceof Map) throw contradiction(name);
      node.set(key, value);
      return;
    }
    const next = node.get(key) ?? new Map<string, Node | string>();
    if (typeof next === 'string') throw contradiction(name);
    node.set(key, next);
    node = next;
  }
}

function contradiction(name: string) {
  return invalidRequest(`Parameter ${name} is given both as a value and as a hash.`, { param: name });
}

function hash(node: Node): FormHash {
  const result: FormHash = Object.create(null);
  for (const [key, value] of node) result[key] = typeof value === 'string' ? value : branch(value);
  return result;
}

/** Keys 0…n-1 make a list, whatever order they came in; anything else is a hash. */
function branch(node: Node): FormValue {
  const isList =
    node.size > 0 && [...node.keys()].every((key) => /^\d+$/.test(key) && Number(key) < node.size);
  if (!isList) return hash(node);
  const list: FormValue[] = [];
  for (const [key, value] of node) list[Number(key)] = typeof value === 'string' ? value : branch(value);
  return list;
}
