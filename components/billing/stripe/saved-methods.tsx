'use client';

import type { SavedMethod } from '../pay-types';

type Props = {
  readonly methods: readonly SavedMethod[];
  /** Null for another one. */
  readonly picked: string | null;
  readonly onPick: (id: string | null) => void;
};

function Choice({ name, checked, onPick }: { name: string; checked: boolean; onPick: () => void }) {
  return (
    <label className="flex min-h-13 cursor-pointer items-center gap-3 px-5 py-3 has-checked:bg-wash">
      <input
        type="radio"
        // One group, for the arrow keys.
        name="method"
        checked={checked}
        onChange={onPick}
        className="size-4 accent-accent"
      />
      <span className="font-medium">{name}</span>
    </label>
  );
}

/** The saved payment methods to pick from, and another one. */
export function SavedMethods({ methods, picked, onPick }: Props) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">Pay with</legend>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-control bg-card">
        {methods.map(({ id, name }) => (
          <Choice key={id} name={name} checked={picked === id} onPick={() => onPick(id)} />
        ))}
        <Choice name="Another card" checked={picked === null} onPick={() => onPick(null)} />
      </div>
    </fieldset>
  );
}
