import type { ComponentProps } from 'react';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  secondary: 'bg-card text-ink border-control hover:border-ink',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-ink/5',
} as const;
const SIZES = {
  md: 'min-h-11 px-5 text-sm',
  sm: 'min-h-9 px-3.5 text-sm',
  lg: 'min-h-13 px-6 text-base',
} as const;

type Look = { readonly look?: keyof typeof LOOKS; readonly size?: keyof typeof SIZES };

function buttonClass({ look = 'primary', size = 'md' }: Look, className = ''): string {
  return `inline-flex items-center justify-center gap-2 rounded-md border font-medium transition-colors ${LOOKS[look]} ${SIZES[size]} ${className}`;
}

export function Button({
  look,
  size,
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ look, size }, className)} {...props} />;
}

/** A link that looks like a button; a plain anchor for the reason given in `link.tsx`. */
export function ButtonLink({ look, size, className, ...props }: ComponentProps<'a'> & Look) {
  return <a className={buttonClass({ look, size }, className)} {...props} />;
}
