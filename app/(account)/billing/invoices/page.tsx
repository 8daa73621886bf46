import type { Metadata } from 'next';
import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { TextLink } from '@/components/ui/link';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { invoiceColumns } from './invoice-columns';
import { filterOf, invoicesPath, parseSearch, queryOf } from './invoice-search';
import { SearchForm } from './search-form';

export const metadata: Metadata = { title: 'Invoices' };

function Downloads({ years }: { years: readonly number[] }) {
  if (years.length === 0) return null;
  return (
    <p className="mt-8 flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {years.map((year) => {
        const query = new URLSearchParams({ year: String(year) });
        return (
          <span key={year} className="flex flex-wrap gap-x-6 gap-y-2">
            <TextLink href={`${invoicesPath}/download?${query}`}>Download all of {year}</TextLink>
            <TextLink href={`${invoicesPath}/documents?${query}`}>PDFs of {year}</TextLink>
          </span>
        );
      })}
    </p>
  );
}

type Props = { readonly searchParams: Promise<CursorQuery> };

/** Every invoice, to search and to keep. */
export default async function InvoicesPage({ searchParams }: Props) {
  const user = await requireUser(invoicesPath);
  const [payments, { locale }, after, query] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
    searchParams,
  ]);
  const search = parseSearch(query);
  const [page, years, dues] = await Promise.all([
    payments.invoices(user.id, after, filterOf(search)),
    payments.invoiceYears(user.id),
    payments.dues(user.id),
  ]);
  const isSearched = Object.keys(queryOf(search)).length > 0;
  return (
    <>
      <PageHeading title="Invoices">
        <TextLink href="/billing">Billing</TextLink>
      </PageHeading>
      <SearchForm search={search} />
      <PagedTable
        path={invoicesPath}
        query={queryOf(search)}
        caption="Invoices"
        columns={invoiceColumns(locale, new Set(dues.map(({ id }) => id)))}
        page={page}
        rowKey={({ id }) => id}
        empty={isSearched ? 'No invoice like that' : 'No invoices yet'}
        paged={after !== null}
      />
      <Downloads years={years} />
    </>
  );
}
