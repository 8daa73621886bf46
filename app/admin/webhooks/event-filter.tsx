import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { Select } from '@/components/ui/select';
import type { EventFilter } from '@/lib/payments/domain/admin-views';
import { EVENTS_PATH, STATE_NAMES } from './filter';

/** Which events are listed; a plain form, whose answer is an address that can be kept. */
export function EventFilterForm({ state, type }: EventFilter) {
  return (
    <form action={EVENTS_PATH} className="mb-6 flex flex-wrap items-end gap-4">
      <Select
        id="state"
        label="State"
        value={state ?? ''}
        options={[['', 'All'], ...Object.entries(STATE_NAMES)]}
        className="w-full sm:w-44"
      />
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
