import type { ReactNode } from 'react';

type Props = {
  /** Also its name in the form. */
  readonly id: string;
  readonly label: ReactNode;
  readonly value: string;
  /** Value and text of each, in their order. */
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly autoComplete?: string;
  readonly required?: boolean;
  readonly className?: string;
};

/** One of several, as the device offers them. */
export function Select({ id, label, value, options, autoComplete, required, className = '' }: Props) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      <select
        id={id}
        name={id}
        defaultValue={value}
        autoComplete={autoComplete}
        required={required}
        className="block min-h-11 w-full rounded-md border border-control bg-card px-3.5 text-base text-ink"
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
