'use client';

import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from '@/components/ui/button';

/** The button of a form, which says while its answer is on the way that it is at work. It works without script too. */
export function SubmitButton(props: Omit<ComponentProps<typeof Button>, 'type'>) {
  const { pending } = useFormStatus();
  return (
    <Button
      {...props}
      type="submit"
      aria-busy={pending}
      aria-disabled={pending}
      // The server would be safe; a second press only makes the person wait longer.
      onClick={(event) => pending && event.preventDefault()}
    />
  );
}
