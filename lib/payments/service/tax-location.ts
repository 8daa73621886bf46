import type { PaymentsContext } from '../context';
import { isTaxable } from '../domain/address';
import { type Refused, refused } from '../domain/refusal';
import { addressIn } from '../reads/details';
import { customerIdOf } from '../reads/owner';

/** Refuses somebody whose taxes can't be worked out, where they are to be; from the mirror. Else their customer. */
export async function taxedCustomer(
  context: PaymentsContext,
  userId: string | null,
): Promise<{ readonly kind: 'taxed'; readonly customerId: string } | Refused> {
  const customerId = userId === null ? null : await customerIdOf(context, userId);
  if (customerId === null) return refused('address_required', 'no customer');
  const { database, provider } = context;
  const where = { provider_id: { provider: provider.name, id: customerId } };
  const customer = await database.prisma.customer.findUnique({ where, select: { raw: true } });
  return isTaxable(addressIn(customer?.raw))
    ? { kind: 'taxed', customerId }
    : refused('address_required', customerId);
}
