import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { COUNTRIES } from '@/lib/payments/domain/address';
import { awaitedFields, detailsBefore, parseAwaitedCheckout } from '../../checkout/awaited-checkout';
import { saveDetails } from '../actions';
import { detailsPath } from '../billing-path';
import { TaxIdForm } from './tax-id-form';

export const metadata: Metadata = { title: 'Billing details' };

type CountryProps = { readonly country: string; readonly locale: string; readonly required: boolean };

function Country({ country, locale, required }: CountryProps) {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const named = COUNTRIES.map((code) => [code, names.of(code) ?? code] as const);
  named.sort(([, one], [, other]) => one.localeCompare(other, locale));
  return (
    <Select
      id="country"
      label="Country"
      value={country}
      options={[['', '–'], ...named]}
      autoComplete="country"
      required={required}
    />
  );
}

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[]>>> };

/** Whom the next invoices are made out to; a plain form, which needs no script. */
export default async function DetailsPage({ searchParams }: Props) {
  const query = await searchParams;
  const awaited = parseAwaitedCheckout(query);
  const user = await requireUser(awaited ? detailsBefore(awaited) : detailsPath);
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const { details, taxIds } = await payments.billing(user.id);
  const { line1, line2, postalCode, city, state, country } = details.address;
  const most = { maxLength: 200 };
  return (
    <div className="max-w-xl">
      <PageHeading title="Billing details">
        {awaited
          ? 'Where are you billed? The tax on your order depends on it.'
          : 'They are on your invoices from the next one on.'}
      </PageHeading>
      {awaited && query.refused === 'address_required' && (
        <Notice tone="warn" alert className="mb-6">
          That does not say enough for the tax. In the United States it takes the postal code, in Canada that
          or the province.
        </Notice>
      )}
      <Panel>
        <form action={saveDetails} className="space-y-5">
          {Object.entries(awaited ? awaitedFields(awaited) : {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Field
            id="name"
            name="name"
            label="Name or company"
            autoComplete="name"
            defaultValue={details.name}
            required
            {...most}
          />
          <Field
            id="email"
            name="email"
            type="email"
            label="Email for receipts"
            autoComplete="email"
            defaultValue={details.email}
            required
            {...most}
          />
          <Field
            id="line1"
            name="line1"
            label="Address"
            autoComplete="address-line1"
            defaultValue={line1}
            {...most}
          />
          <Field
            id="line2"
            name="line2"
            label="Address, second line"
            autoComplete="address-line2"
            defaultValue={line2}
            {...most}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              id="postalCode"
              name="postalCode"
              label="Postal code"
              autoComplete="postal-code"
              defaultValue={postalCode}
              {...most}
            />
            <Field
              id="city"
              name="city"
              label="City"
              autoComplete="address-level2"
              defaultValue={city}
              {...most}
            />
            <Field
              id="state"
              name="state"
              label="State or region"
              autoComplete="address-level1"
              defaultValue={state}
              {...most}
            />
            <Country country={country} locale={locale} required={awaited !== null} />
          </div>
          <div className="flex flex-wrap gap-3 pt-2">
            <SubmitButton>{awaited ? 'Go on to the checkout' : 'Save details'}</SubmitButton>
            <ButtonLink href={awaited ? '/pricing' : '/billing'} look="secondary">
              {awaited ? 'Back to the plans' : 'Leave as they are'}
            </ButtonLink>
          </div>
        </form>
      </Panel>
      <h2 className="mt-10 mb-4 text-lg">Tax id</h2>
      <Panel>
        <TaxIdForm taxIds={taxIds} />
      </Panel>
    </div>
  );
}
