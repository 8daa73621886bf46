import { z } from 'zod';
import { Notice } from '@/components/ui/notice';

const schema = z.object({ resolved: z.enum(['look_again', 'it_happened', 'it_did_not', 'left_alone']) });

const SENTENCES: Readonly<Record<z.infer<typeof schema>['resolved'], string>> = {
  look_again: 'It is looked for once more, by its own id, within a minute.',
  it_happened: 'It is closed as done.',
  it_did_not: 'It is closed as not carried out. It can be asked for again.',
  left_alone: 'Nothing was changed: it is no longer waiting for somebody.',
};

/** What an action has just done, as its redirect says; nothing for an address without one. */
export function ResolvedNotice({ query }: { query: unknown }) {
  const parsed = schema.safeParse(query);
  if (!parsed.success) return null;
  const { resolved } = parsed.data;
  return (
    <div role="status" className="mb-6">
      <Notice tone={resolved === 'left_alone' ? 'warn' : 'info'}>{SENTENCES[resolved]}</Notice>
    </div>
  );
}
