import { z } from 'zod';
import type { Violation } from './violation';

/** A violation with where it was met: a line of the file that a watched sandbox writes. */
export interface Finding extends Violation {
  /** The request, such as `POST /v1/customers`, or the event's type. */
  what: string;
  /** Of the object that was sent. */
  id: string | null;
}

const finding = z.object({
  what: z.string(),
  id: z.string().nullable(),
  pointer: z.string(),
  kind: z.enum(['missing', 'wrong']),
  reason: z.string(),
});

/** Tells people what a file of findings holds, the same ones together. */
export function describeFindings(text: string): string {
  const groups = new Map<string, { count: number; example: string }>();
  for (const line of text.split('\n').filter(Boolean)) {
    const { what, id, pointer, reason } = finding.parse(JSON.parse(line));
    const kind = `${general(what)} ${general(pointer)} ${reason}`;
    const group = groups.get(kind) ?? { count: 0, example: id ?? what };
    groups.set(kind, { ...group, count: group.count + 1 });
  }
  const lines = [...groups].map(([kind, { count, example }]) => `${count}× ${kind} (e.g. ${example})`);
  return `The sandbox sent what Stripe would not have sent:\n${lines.sort().join('\n')}`;
}

/** A path without its ids and positions. */
function general(path: string): string {
  return path
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? '*' : part.replace(/^[a-z]+_(?=\w*\d)\w{8,}$/, ':id')))
    .join('/');
}
