/** The part of JSON Schema (2020-12) that Stripe's declarations need. */
export interface Schema {
  type?: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  enum?: (string | number | boolean)[];
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  items?: Schema;
  anyOf?: Schema[];
  $ref?: string;
}

/** Everything that Stripe's declarations say, ready to be looked up. */
export interface SchemaDocument {
  $schema: string;
  $defs: Record<string, Schema>;
  /** The names in `$defs` of what has this `object` value: one of them must fit. */
  objects: Record<string, string[]>;
  /** The names in `$defs` of what may be under `data.object` and `data.previous_attributes`, by the event's type. */
  events: Record<string, { object: string[]; previous: string[] }>;
  /** The name in `$defs` of an event, apart from its `data`. */
  event: string;
  /** The names in `$defs` of the envelopes of many objects, apart from their `data`. */
  list: string;
  search: string;
  /** The name in `$defs` of what is under `error` in an answer that is not 2xx. */
  error: string;
}

/** The schema in `$defs` that a `$ref` names. */
export function resolve(document: SchemaDocument, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = document.$defs[schema.$ref.slice('#/$defs/'.length)];
  if (!target) throw new Error(`${schema.$ref} leads nowhere.`);
  return resolve(document, target);
}
