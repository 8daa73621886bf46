import type { ReactNode } from 'react';
import { requireStaff } from '@/lib/auth/session';
import { type Capability, may } from '@/lib/payments/domain/staff';

type Props = { readonly capability: Capability; readonly children: ReactNode };

/** What is shown only to those of the staff who may use it. The act itself asks again. */
export async function OnlyWhoMay({ capability, children }: Props) {
  const { role } = await requireStaff();
  return may(role, capability) ? children : null;
}
