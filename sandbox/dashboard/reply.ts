import { z } from 'zod';
import type { Reply } from './view';

const refusal = z.looseObject({ error: z.looseObject({ message: z.string() }) });

/** What a refused call says. */
export function messageIn(reply: Reply): string {
  const parsed = refusal.safeParse(reply.body);
  return parsed.success ? parsed.data.error.message : `The sandbox answered ${reply.status}.`;
}
