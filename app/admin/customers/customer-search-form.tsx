import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { CUSTOMERS_PATH } from './customer-path';

/** Whom to look for; a plain form, whose answer is an address that can be kept. */
export function CustomerSearchForm({ search }: { search: string | null }) {
  return (
    <form action={CUSTOMERS_PATH} className="mb-6 flex flex-wrap items-end gap-4">
      <Field
        id="q"
        name="q"
        type="search"
        label="Search customers"
        placeholder="Name, e-mail, any id, or last four"
        defaultValue={search ?? ''}
        maxLength={200}
        autoCapitalize="none"
        spellCheck={false}
        className="w-full sm:w-96"
      />
      <Button type="submit" look="secondary">
        Search
      </Button>
      {search !== null && (
        <TextLink href={CUSTOMERS_PATH} className="py-2.5 text-sm">
          Show all
        </TextLink>
      )}
    </form>
  );
}
