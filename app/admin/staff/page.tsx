import type { Metadata } from 'next';
import { SubmitButton } from '@/components/billing/submit-button';
import { Field } from '@/components/ui/field';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel, Section } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { type Column, Table } from '@/components/ui/table';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { StaffRow } from '@/lib/payments/domain/admin-views';
import type { StaffRole } from '@/lib/payments/domain/staff';
import { ActNotice } from '../act-notice';
import { OnlyWhoMay } from '../only-who-may';
import { changeRole } from './actions';

export const metadata: Metadata = { title: 'Staff' };

const ROLES: Readonly<Record<StaffRole, string>> = {
  read_only: 'Read only: sees everything',
  support: 'Support: acts on customers, refunds up to a limit',
  admin: 'Admin: everything',
};

const COLUMNS: readonly Column<StaffRow>[] = [
  { heading: 'E-mail', cell: ({ email }) => <span id={`staff-${email}`}>{email}</span> },
  { heading: 'Name', cell: ({ name }) => name },
  { heading: 'Role', cell: ({ role }) => ROLES[role] },
  { heading: 'Act', cell: RemoveForm },
];

function RemoveForm({ email }: StaffRow) {
  return (
    <OnlyWhoMay capability="steer">
      <form action={changeRole}>
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="role" value="user" />
        <SubmitButton look="secondary" size="sm" aria-describedby={`staff-${email}`}>
          Take role away
        </SubmitButton>
      </form>
    </OnlyWhoMay>
  );
}

function RoleForm() {
  return (
    <Panel className="max-w-xl">
      <form action={changeRole} className="space-y-5">
        <Field
          id="email"
          name="email"
          label="E-mail"
          type="email"
          autoComplete="off"
          required
          hint="Of somebody who has signed up here. The role counts from their next page on."
        />
        <Select
          id="role"
          label="Role"
          value="read_only"
          options={Object.entries(ROLES).map(([role, text]) => [role, text] as const)}
        />
        <SubmitButton>Give role</SubmitButton>
      </form>
    </Panel>
  );
}

export default async function StaffPage({ searchParams }: { searchParams: Promise<unknown> }) {
  await requireStaff();
  const { admin } = await getPayments();
  return (
    <>
      <PageHeading title="Staff">Who sees these pages, and what each of them may do.</PageHeading>
      <ActNotice query={await searchParams} />
      <Table caption="Staff" columns={COLUMNS} rows={await admin.staff()} rowKey={({ id }) => id} />
      <OnlyWhoMay capability="steer">
        <div className="mt-12">
          <Section id="give" title="Give a role">
            <RoleForm />
          </Section>
        </div>
      </OnlyWhoMay>
    </>
  );
}
