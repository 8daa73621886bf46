import { z } from 'zod';
import { TAX_ID_LABELS, type TaxIdView, VERIFICATIONS } from '../domain/tax-id';

const labels = new Map<string, string>(Object.entries(TAX_ID_LABELS));

const taxIdSchema = z
  .object({
    type: z.string(),
    value: z.string(),
    verification: z.object({ status: z.enum(VERIFICATIONS) }).nullish(),
  })
  .transform(
    ({ type, value, verification }): TaxIdView => ({
      type,
      label: labels.get(type) ?? type,
      value,
      verification: verification?.status ?? 'unavailable',
    }),
  );
const rawSchema = z.object({ tax_ids: z.object({ data: z.array(taxIdSchema) }).nullish() });

/** The tax ids in a customer's `raw`. */
export function taxIdsIn(raw: unknown): readonly TaxIdView[] {
  return rawSchema.safeParse(raw).data?.tax_ids?.data ?? [];
}
