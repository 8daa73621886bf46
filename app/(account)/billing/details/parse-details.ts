import { z } from 'zod';
import type { BillingDetails } from '@/lib/payments/domain/address';
import { TAX_ID_TYPES, type TaxId } from '@/lib/payments/domain/tax-id';

const line = z.string().max(300).catch('');
const fields = z
  .object({
    name: z.string(),
    email: z.string().trim(),
    line1: line,
    line2: line,
    postalCode: line,
    city: line,
    state: line,
    country: line,
  })
  .transform(({ name, email, ...address }): BillingDetails => ({ name, email, address }));

/** What the form says; the service checks what it means. */
export function parseDetails(form: FormData): BillingDetails | null {
  return fields.safeParse(Object.fromEntries(form)).data ?? null;
}

const taxIdFields = z
  .object({ type: z.enum(TAX_ID_TYPES), value: z.string().trim().max(300) })
  .transform(({ type, value }) => ({ taxId: value === '' ? null : { type, value } }));

/** `taxId` null: none any more. Null for what no form of ours sends. */
export function parseTaxId(form: FormData): { readonly taxId: TaxId | null } | null {
  return taxIdFields.safeParse(Object.fromEntries(form)).data ?? null;
}
