import type { ReactNode } from 'react';

type Props = {
  readonly label: string;
  readonly children: ReactNode;
  readonly alarm?: boolean;
  /** What the number means. */
  readonly about?: string;
};

/** One number with its name. */
export function Figure({ label, children, alarm = false, about }: Props) {
  const id = `figure-${label.toLowerCase().replaceAll(/\W+/g, '-')}`;
  return (
    <figure
      aria-labelledby={id}
      className={`rounded-lg border bg-card p-6 ${alarm ? 'border-danger' : 'border-line'}`}
    >
      <figcaption id={id} className="text-ink-soft text-sm">
        {label}
      </figcaption>
      <p className={`mt-1.5 font-semibold text-xl tabular-nums ${alarm ? 'text-danger' : ''}`}>{children}</p>
      {about && <p className="mt-2 text-ink-soft text-xs">{about}</p>}
    </figure>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}
