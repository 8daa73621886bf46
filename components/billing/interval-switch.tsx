const CHOICE =
  'flex min-h-11 cursor-pointer items-center rounded-full px-6 font-medium text-ink-soft text-sm peer-checked:bg-ink peer-checked:text-paper peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2';

function Choice({ id, label, checked = false }: { id: string; label: string; checked?: boolean }) {
  return (
    <div className="relative">
      <input
        type="radio"
        name="interval"
        id={id}
        value={id}
        defaultChecked={checked}
        autoComplete="off"
        className="peer absolute inset-0 size-full appearance-none rounded-full opacity-0"
      />
      <label htmlFor={id} className={CHOICE}>
        {label}
      </label>
    </div>
  );
}

/** Chooses which price is shown; the rules beside `.prices` in globals.css do the work, so that no script is needed. */
export function IntervalSwitch() {
  return (
    <fieldset className="inline-flex rounded-full border border-line bg-card p-1">
      <legend className="sr-only">How often you pay</legend>
      <Choice id="interval-month" label="Monthly" checked />
      <Choice id="interval-year" label="Yearly" />
    </fieldset>
  );
}
