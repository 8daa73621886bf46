import type { ReactNode, Ref } from 'react';

const TONES = {
  info: 'border-accent/30 bg-wash text-ink',
  warn: 'border-warn/30 bg-warn-wash text-warn',
  danger: 'border-danger/40 bg-danger-wash text-danger',
} as const;

type Props = {
  readonly tone?: keyof typeof TONES;
  readonly children: ReactNode;
  /** Said aloud at once when it appears. */
  readonly alert?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLDivElement>;
};

export function Notice({ tone = 'info', children, alert = false, className = '', ref }: Props) {
  return (
    <div
      ref={ref}
      role={alert ? 'alert' : undefined}
      tabIndex={alert ? -1 : undefined}
      className={`rounded-md border px-4 py-3 text-sm ${TONES[tone]} ${className}`}
    >
      {children}
    </div>
  );
}
