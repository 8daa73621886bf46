import type { Metadata } from 'next';
import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import { EmptyState, Section } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { OnlyWhoMay } from '../only-who-may';
import { breakColumns } from './break-columns';
import { ReconcileButtons } from './reconcile-buttons';
import { runColumns } from './run-columns';
import { RunProgress } from './run-progress';

export const metadata: Metadata = { title: 'Reconciliation' };

const PATH = '/admin/reconciliation';
const ASKED: Readonly<Record<string, string>> = {
  started: 'The reconciliation begins within seconds.',
  under_way: 'One was under way already; it takes along what you asked for.',
};

type Query = CursorQuery & { readonly asked?: unknown };

/** What the reconciliation is at, and what it has found. */
export default async function AdminReconciliationPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireStaff();
  const [{ admin }, { locale }, { asked }, after] = await Promise.all([
    getPayments(),
    getReader(),
    searchParams,
    cursorOf(searchParams),
  ]);
  const [runs, breaks] = await Promise.all([admin.reconciliations(), admin.breaks(after)]);
  const running = runs.find(({ state }) => state === 'running');
  const said = typeof asked === 'string' && running ? ASKED[asked] : undefined;
  return (
    <>
      <PageHeading title="Reconciliation">
        Each night, what the payment provider says has happened is compared with what is stored here, and on
        Sundays everything it holds. What differs is a break: it is mended at once, and listed below.
      </PageHeading>
      {said && (
        <div role="status" className="mb-6">
          <Notice>{said}</Notice>
        </div>
      )}
      {running && <RunProgress run={running} locale={locale} />}
      <OnlyWhoMay capability="steer">
        <ReconcileButtons />
      </OnlyWhoMay>
      <div className="mt-10 space-y-10">
        <Section id="runs" title="Runs">
          {runs.length === 0 ? (
            <EmptyState title="None yet" />
          ) : (
            <Table
              caption="Reconciliation runs, newest first"
              columns={runColumns(locale)}
              rows={runs}
              rowKey={({ id }) => id}
            />
          )}
        </Section>
        <Section id="breaks" title="Breaks">
          <PagedTable
            path={PATH}
            caption="Breaks, newest first"
            columns={breakColumns(locale)}
            page={breaks}
            rowKey={({ id }) => id}
            empty="No breaks"
            paged={after !== null}
          />
        </Section>
      </div>
    </>
  );
}
