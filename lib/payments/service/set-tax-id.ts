import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { TAX_ID_TYPES, type TaxId } from '../domain/tax-id';
import { runOperation } from '../operations/run-operation';

const taxIdSchema = z
  .strictObject({
    type: z.enum(TAX_ID_TYPES),
    value: z.string().trim().toUpperCase().min(1).max(60),
  })
  .nullable();

/** See PaymentService. */
export async function setTaxId(
  context: PaymentsContext,
  userId: string,
  input: TaxId | null,
): Promise<Outcome> {
  const parsed = taxIdSchema.safeParse(input);
  if (!parsed.success) return refused('tax_id_invalid', 'not a tax id');
  return runOperation(
    context,
    { userId, purpose: 'set_tax_id', slot: 'tax_id', params: { taxId: parsed.data } },
    async () => null,
  );
}
