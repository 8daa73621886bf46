import type { ReactNode } from 'react';

export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-8 sm:mb-10">
      <h1 className="text-2xl">{title}</h1>
      {children && <div className="mt-3 max-w-2xl text-ink-soft">{children}</div>}
    </div>
  );
}
