import { z } from 'zod';
import type { ProviderEvent } from '../../provider';
import type { MirrorKind } from '../../records';

// One of another shape is no reason to turn an event away.
const reference = z
  .union([z.string(), z.object({ id: z.string() }), z.null()])
  .optional()
  .catch(undefined);

/** What an event's object says of itself and of the objects it is a part of. */
export const eventObject = z.object({
  id: z.string().optional(),
  object: z.string().optional(),
  payment_intent: reference,
  invoice: reference,
  subscription: reference,
  released_subscription: reference,
  customer: reference,
});
type EventObject = z.infer<typeof eventObject>;
type Field = 'payment_intent' | 'invoice' | 'subscription' | 'released_subscription' | 'customer';

/** Objects with a mirror row of their own. */
const OWN: Readonly<Record<string, MirrorKind>> = {
  customer: 'customer',
  product: 'product',
  price: 'price',
  subscription: 'subscription',
  invoice: 'invoice',
  payment_intent: 'payment',
  payment_method: 'payment_method',
  refund: 'refund',
  dispute: 'dispute',
};

/** Objects that are seen in the row of another; the first field that is filled says which. */
const PART_OF: Readonly<Record<string, readonly (readonly [Field, MirrorKind])[]>> = {
  charge: [['payment_intent', 'payment']],
  invoice_payment: [['invoice', 'invoice']],
  credit_note: [['invoice', 'invoice']],
  tax_id: [['customer', 'customer']],
  discount: [
    ['subscription', 'subscription'],
    ['customer', 'customer'],
  ],
  subscription_schedule: [
    ['subscription', 'subscription'],
    ['released_subscription', 'subscription'],
  ],
  'entitlements.active_entitlement_summary': [['customer', 'entitlement_summary']],
};

/** An invoice that is only foreseen has no id, or one that nothing can be read by. */
const FORESEEN = 'upcoming_in';

const idIn = (value: EventObject[Field]): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

/** What to read again for an event: its object, or the one that shows what became of it; null when nothing here does. */
export function targetOf(object: EventObject): ProviderEvent['target'] {
  const type = object.object ?? '';
  const kind = Object.hasOwn(OWN, type) ? OWN[type] : undefined;
  if (kind) return object.id && !object.id.startsWith(FORESEEN) ? { kind, id: object.id } : null;
  for (const [field, parent] of Object.hasOwn(PART_OF, type) ? (PART_OF[type] ?? []) : []) {
    const id = idIn(object[field]);
    if (id) return { kind: parent, id };
  }
  return null;
}
