import type Stripe from 'stripe';

/** The edges along which statuses move (docs and the comments of the SDK's declarations). */
const SUBSCRIPTION: Record<string, readonly string[]> = {
  incomplete: ['active', 'incomplete_expired'],
  trialing: ['active', 'past_due', 'canceled', 'paused'],
  active: ['past_due', 'canceled', 'unpaid', 'trialing', 'paused'],
  past_due: ['active', 'canceled', 'unpaid'],
  unpaid: ['active', 'canceled'],
  paused: ['active', 'canceled'],
  canceled: [],
  incomplete_expired: [],
};

const INVOICE: Record<string, readonly string[]> = {
  draft: ['open'],
  open: ['paid', 'void', 'uncollectible'],
  uncollectible: ['paid', 'void'],
  paid: [],
  void: [],
};

const PAYMENT_INTENT: Record<string, readonly string[]> = {
  requires_payment_method: [
    'requires_confirmation',
    'requires_action',
    'processing',
    'succeeded',
    'canceled',
  ],
  requires_confirmation: [
    'requires_payment_method',
    'requires_action',
    'processing',
    'succeeded',
    'canceled',
  ],
  requires_action: ['requires_payment_method', 'processing', 'succeeded', 'canceled'],
  processing: ['requires_payment_method', 'succeeded', 'canceled'],
  succeeded: [],
  canceled: [],
};

const INVOICE_PAYMENT: Record<string, readonly string[]> = {
  open: ['paid', 'canceled'],
  paid: [],
  canceled: [],
};

const EDGES: Record<string, Record<string, readonly string[]>> = {
  subscription: SUBSCRIPTION,
  invoice: INVOICE,
  payment_intent: PAYMENT_INTENT,
  invoice_payment: INVOICE_PAYMENT,
};

/** Watches objects move from status to status. */
export class StatusWatch {
  private readonly known = new Map<string, string>();

  /** Takes in events, oldest first. Throws when one tells of a status that could not follow the one before. */
  read(events: readonly Stripe.Event[]): void {
    for (const event of events) {
      const { object } = event.data;
      // Stripe tells of an intent's success before its creation where one request did both.
      const late = event.type.endsWith('.created') && this.known.has(textsOf(object).id);
      if (!late) this.see(object, event.type);
    }
  }

  /** Takes in an object as it is now. */
  see(object: object, where = 'a request'): void {
    const { id, object: kind, status } = textsOf(object);
    const edges = EDGES[kind];
    if (!edges || id === '' || status === '') return;
    const before = this.known.get(id);
    this.known.set(id, status);
    if (before === undefined || before === status) return;
    if (!edges[before]?.includes(status)) {
      throw new Error(`${kind} ${id} went from ${before} to ${status}, as told by ${where}.`);
    }
  }
}

function textsOf(object: object): { id: string; object: string; status: string } {
  const text = (field: string) => {
    const value: unknown = Reflect.get(object, field);
    return typeof value === 'string' ? value : '';
  };
  return { id: text('id'), object: text('object'), status: text('status') };
}
