import { z } from 'zod';
import { Notice } from '@/components/ui/notice';

const schema = z.object({
  done: z.enum(['replayed', 'left_alone', 'ignored', 'all']),
  count: z.coerce.number().int().nonnegative().optional().catch(undefined),
});

/** What an action has just done, as its redirect says; nothing for an address without one. */
export function DoneNotice({ query, locale }: { query: unknown; locale: string }) {
  const parsed = schema.safeParse(query);
  if (!parsed.success) return null;
  const { done, count = 0 } = parsed.data;
  return (
    <div role="status" className="mb-6">
      <Notice tone={done === 'left_alone' ? 'warn' : 'info'}>{sentence(done, count, locale)}</Notice>
    </div>
  );
}

function sentence(done: z.infer<typeof schema>['done'], count: number, locale: string): string {
  switch (done) {
    case 'replayed':
      return 'The event is due again. Reload to see what became of it.';
    case 'left_alone':
      return 'Nothing was changed: a worker is at it just now, or it is no longer what it was.';
    case 'ignored':
      return 'The event was put aside. It can still be replayed.';
    case 'all': {
      const number = new Intl.NumberFormat(locale).format(count);
      return count === 1 ? 'One event is due again.' : `${number} events are due again.`;
    }
  }
}
