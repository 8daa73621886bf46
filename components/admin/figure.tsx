import type { ReactNode } from 'react';

/** One number with its name. */
export function Figure({
  label,
  children,
  alarm = false,
}: {
  label: string;
  children: ReactNode;
  alarm?: boolean;
}) {
  return (
    <div className={`rounded-lg border bg-card p-6 ${alarm ? 'border-danger' : 'border-line'}`}>
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className={`mt-1.5 font-semibold text-xl tabular-nums ${alarm ? 'text-danger' : ''}`}>
        {children}
      </dd>
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</dl>;
}
