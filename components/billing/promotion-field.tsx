'use client';

import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { Order } from './use-order';

/** A code to type and apply, or the one that is applied. */
export function PromotionField({ order }: { order: Order }) {
  const { promotionText: text, onPromotionText: onText, onApply } = order;
  const applied = order.request.promotionCode;
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
      <input type="hidden" name="currency" value={order.request.currency} />
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
        error={order.errors.promotionCode}
        className="min-w-0 flex-1"
      />
      <Button type="submit" look="secondary" className="mt-[1.8rem]">
        Apply
      </Button>
    </form>
  );
}
