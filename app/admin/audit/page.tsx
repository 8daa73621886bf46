import type { Metadata } from 'next';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AuditRow } from '@/lib/payments/domain/admin-views';
import { AdminList, type AdminListProps } from '../admin-list';
import { customerPath } from '../customers/customer-path';

export const metadata: Metadata = { title: 'Audit log' };

function On({ customerId, objectId, details }: AuditRow) {
  return (
    <span className="block text-xs sm:w-44 sm:whitespace-normal sm:[overflow-wrap:anywhere]">
      {customerId && (
        <TextLink href={customerPath(customerId)} className="font-mono">
          {customerId}
        </TextLink>
      )}{' '}
      {objectId && objectId !== customerId && <span className="font-mono">{objectId}</span>} {details}
    </span>
  );
}

function Who({ by, role }: AuditRow) {
  return (
    <span className="block sm:w-48 sm:whitespace-normal sm:[overflow-wrap:anywhere]">
      {by} <span className="text-ink-soft">({role.replace('_', ' ')})</span>
    </span>
  );
}

function columnsFor(locale: string): readonly Column<AuditRow>[] {
  return [
    { heading: 'When', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    { heading: 'Who', cell: Who },
    { heading: 'Act', cell: ({ act }) => act },
    { heading: 'On', cell: On },
    { heading: 'Came to', cell: ({ outcome }) => outcome?.replaceAll('_', ' ') ?? 'Not known yet' },
  ];
}

export default function AuditLogPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Audit log"
      about="What the staff did. It is only ever added to: nothing here can be changed or taken away."
      path="/admin/audit"
      caption="Acts, the last one first"
      empty="Nobody has done anything yet"
      columnsFor={columnsFor}
      load={(admin, after) => admin.audit(after)}
      searchParams={searchParams}
    />
  );
}
