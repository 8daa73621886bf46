import { SubmitButton } from '@/components/billing/submit-button';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { TAX_ID_LABELS, type TaxIdView } from '@/lib/payments/domain/tax-id';
import { saveTaxId } from '../actions';

const VERIFICATION: Readonly<
  Record<TaxIdView['verification'], { readonly tone: BadgeTone; readonly text: string }>
> = {
  pending: { tone: 'plain', text: 'Being verified' },
  verified: { tone: 'good', text: 'Verified' },
  unverified: { tone: 'warn', text: 'Could not be verified' },
  unavailable: { tone: 'plain', text: 'Not verified for this country' },
};

/** A tax id with what the authorities said of it. */
export function TaxIdLine({ taxId: { label, value, verification } }: { taxId: TaxIdView }) {
  const { tone, text } = VERIFICATION[verification];
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {label} {value} <Badge tone={tone}>{text}</Badge>
    </span>
  );
}

/** The one tax id that invoices carry: another, or none. */
export function TaxIdForm({ taxIds }: { taxIds: readonly TaxIdView[] }) {
  // One that was added elsewhere may be of a kind that is not offered here.
  const held = taxIds.find(({ type }) => Object.hasOwn(TAX_ID_LABELS, type));
  return (
    <form action={saveTaxId} className="space-y-5">
      {taxIds.map((taxId) => (
        <p key={`${taxId.type} ${taxId.value}`}>
          <TaxIdLine taxId={taxId} />
        </p>
      ))}
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          id="type"
          label="Kind"
          value={held?.type ?? 'eu_vat'}
          options={Object.entries(TAX_ID_LABELS)}
        />
        <Field
          id="value"
          name="value"
          label="Tax id"
          autoComplete="off"
          defaultValue={held?.value ?? ''}
          maxLength={60}
        />
      </div>
      <p className="text-ink-soft text-sm">
        As on your registration, such as DE123456789. Leave it empty for none.
      </p>
      <SubmitButton look="secondary">Save tax id</SubmitButton>
    </form>
  );
}
