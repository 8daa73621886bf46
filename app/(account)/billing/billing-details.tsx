import { TextLink } from '@/components/ui/link';
import { Panel } from '@/components/ui/panel';
import type { BillingDetails as Details } from '@/lib/payments/domain/address';
import type { TaxIdView } from '@/lib/payments/domain/tax-id';
import { detailsPath } from './billing-path';
import { TaxIdLine } from './details/tax-id-form';

function linesOf({ name, email, address }: Details, locale: string): string[] {
  const { line1, line2, postalCode, city, state, country } = address;
  const place = [postalCode, city, state].filter(Boolean).join(' ');
  const land = country && (new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country);
  return [name, email, line1, line2, place, land].filter(Boolean);
}

type Props = {
  readonly details: Details;
  readonly taxIds: readonly TaxIdView[];
  readonly locale: string;
};

/** Whom invoices are made out to. */
export function BillingDetails({ details, taxIds, locale }: Props) {
  return (
    <Panel>
      <ul className="break-words">
        {linesOf(details, locale).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {taxIds.map((taxId) => (
          <li key={`${taxId.type} ${taxId.value}`}>
            <TaxIdLine taxId={taxId} />
          </li>
        ))}
      </ul>
      <p className="mt-5 text-sm">
        <TextLink href={detailsPath}>Edit details</TextLink>
      </p>
    </Panel>
  );
}
