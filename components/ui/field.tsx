import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'input'>, 'id'> & {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
};

/** A labelled input; its hint and its error are read out with it. */
export function Field({ id, label, hint, error, className = '', ...input }: Props) {
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={[errorId, hintId].filter(Boolean).join(' ') || undefined}
        className={`block min-h-11 w-full rounded-md border bg-card px-3.5 text-base text-ink placeholder:text-ink-soft ${
          error ? 'border-danger' : 'border-control'
        } focus-visible:border-accent focus-visible:outline-offset-0`}
        {...input}
      />
      {error && (
        <p id={errorId} className="mt-1.5 text-danger text-sm">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="mt-1.5 text-ink-soft text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
