import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { type BillingDetails, COUNTRIES } from '../domain/address';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { runOperation } from '../operations/run-operation';

const line = z.string().trim().max(200);
const detailsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  address: z.strictObject({
    line1: line,
    line2: line,
    postalCode: line,
    city: line,
    state: line,
    country: z.string().refine((code) => code === '' || COUNTRIES.includes(code)),
  }),
});

/** See PaymentService. */
export async function updateCustomer(
  context: PaymentsContext,
  userId: string,
  input: BillingDetails,
): Promise<Outcome> {
  const parsed = detailsSchema.safeParse(input);
  if (!parsed.success) return refused('invalid_request', 'not a name and an address');
  return runOperation(
    context,
    { userId, purpose: 'update_customer', slot: 'customer', params: parsed.data },
    async () => null,
  );
}
