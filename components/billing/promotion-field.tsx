'use client';

import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';

type Props = {
  readonly text: string;
  readonly applied: string | null;
  readonly error: string | null;
  readonly onText: (text: string) => void;
  /** Applies the text, or takes the applied code away. */
  readonly onApply: (code: string | null) => void;
};

export function PromotionField({ text, applied, error, onText, onApply }: Props) {
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onApply(text.trim() || null);
  };
  if (applied) {
    return (
      <div
        className="mt-6 flex items-center justify-between gap-4 rounded-md bg-wash px-4 py-2 text-sm"
        role="status"
      >
        <span>
          Code <strong className="font-mono">{applied}</strong> applied
        </span>
        <Button look="quiet" size="sm" onClick={() => onApply(null)}>
          Remove
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={apply} className="mt-6 flex items-start gap-2 border-line border-t border-dashed pt-6">
      <Field
        id="promotion-code"
        name="promotion_code"
        label="Promotion code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
        value={text}
        onChange={(event) => onText(event.target.value)}
        error={error}
        className="min-w-0 flex-1"
      />
      <Button type="submit" look="secondary" className="mt-[1.8rem]">
        Apply
      </Button>
    </form>
  );
}
