import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';

export function AuthCard({
  title,
  children,
  after,
}: {
  title: string;
  children: ReactNode;
  after: ReactNode;
}) {
  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-6 text-2xl">{title}</h1>
      <Panel>{children}</Panel>
      <p className="mt-6 text-ink-soft text-sm">{after}</p>
    </div>
  );
}
