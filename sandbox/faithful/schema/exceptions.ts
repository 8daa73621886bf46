import type { Schema, SchemaDocument } from './json-schema';

interface Exception {
  /** Which definitions it is about. */
  where: RegExp;
  field: string;
  /** What the field may hold, besides what is declared of it. */
  schema: Schema;
  /** What Stripe really sends, and how that is known. */
  because: string;
}

/** What Stripe sends although its declarations do not say so: everything else undeclared is a violation. */
const EXCEPTIONS: readonly Exception[] = [
  {
    where: /^ApiList_of_(?!T$)/,
    field: 'total_count',
    schema: { type: 'number' },
    because:
      'Lists inside of objects carry it in recorded responses (2025-10-29.clover), as items and lines do.',
  },
  {
    where: /^PaymentIntent\.LastPaymentError$/,
    field: 'request_log_url',
    schema: { type: 'string' },
    because: 'StripeRawError declares it for the error of an answer, if not for the last error of a payment.',
  },
  {
    where: /^PaymentIntent\.LastPaymentError$/,
    field: 'code',
    schema: {
      enum: [
        'coupon_applies_to_nothing',
        'payment_method_types_no_longer_supported',
        'promotion_code_customer_missing_first_time',
        'promotion_code_customer_not_first_time',
        'subscription_payment_intent_requires_action',
      ],
    },
    because:
      'The declared list is that of errors of payments. The second is named by the changelog of 2026-09-30.endive, ' +
      'the others are what published applications are seen to handle.',
  },
];

/** Adds the exceptions to the schemas. */
export function admit(document: SchemaDocument): SchemaDocument {
  const $defs = { ...document.$defs };
  for (const { where, field, schema } of EXCEPTIONS) {
    for (const [name, definition] of Object.entries($defs)) {
      if (!where.test(name) || !definition.properties) continue;
      const declared = definition.properties[field];
      const either = declared ? { anyOf: [declared, schema] } : schema;
      $defs[name] = { ...definition, properties: { ...definition.properties, [field]: either } };
    }
  }
  return withoutId({ ...document, $defs });
}

/** The doc comment of `invoice.upcoming` has it: "the received Invoice object will not have an invoice ID". */
function withoutId(document: SchemaDocument): SchemaDocument {
  const { Invoice: invoice } = document.$defs;
  if (!invoice) throw new Error('The stripe package declares no Invoice.');
  const nameless = { ...invoice, required: invoice.required?.filter((name) => name !== 'id') ?? [] };
  const $defs = { ...document.$defs, 'Invoice:upcoming': nameless };
  const upcoming = { object: ['Invoice:upcoming'], previous: [] };
  return { ...document, $defs, events: { ...document.events, 'invoice.upcoming': upcoming } };
}
