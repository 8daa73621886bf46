import type { ComponentProps } from 'react';

// A plain anchor, not next/link: pricing and sign-in are to carry no script of their own, and every page is rendered per
// request, so there is nothing to prefetch.
export function TextLink({ className = '', ...props }: ComponentProps<'a'>) {
  return (
    <a
      className={`font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent ${className}`}
      {...props}
    />
  );
}

/** An anchor without looks, for logos and navigation. */
export function PlainLink(props: ComponentProps<'a'>) {
  return <a {...props} />;
}
