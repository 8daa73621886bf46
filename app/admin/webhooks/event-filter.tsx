import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import type { EventFilter } from '@/lib/payments/domain/views';
import { EVENTS_PATH, STATE_NAMES } from './filter';

/** Which events are listed; a plain form, whose answer is an address that can be kept. */
export function EventFilterForm({ state, type }: EventFilter) {
  return (
    <form action={EVENTS_PATH} className="mb-6 flex flex-wrap items-end gap-4">
      <div className="max-sm:w-full">
        <label htmlFor="state" className="mb-1.5 block font-medium text-sm">
          State
        </label>
        <select
          id="state"
          name="state"
          defaultValue={state ?? ''}
          className="block min-h-11 w-full rounded-md border border-control bg-card px-3.5 text-base text-ink sm:w-44"
        >
          <option value="">All</option>
          {Object.entries(STATE_NAMES).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Field
        id="type"
        name="type"
        label="Type"
        placeholder="invoice or invoice.paid"
        defaultValue={type ?? ''}
        pattern="[\w.]{1,100}"
        title="Letters, digits, dots and underscores"
        autoCapitalize="none"
        spellCheck={false}
        className="w-full sm:w-72"
      />
      <Button type="submit" look="secondary">
        Filter
      </Button>
      {(state || type) && (
        <TextLink href={EVENTS_PATH} className="py-2.5 text-sm">
          Show all
        </TextLink>
      )}
    </form>
  );
}
