const TONES = {
  good: 'bg-wash text-accent',
  warn: 'bg-warn-wash text-warn',
  bad: 'bg-danger-wash text-danger',
  plain: 'bg-ink/6 text-ink-soft',
} as const;

export type BadgeTone = keyof typeof TONES;

export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: string }) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2.5 py-0.5 font-medium text-xs whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
