import { resolve, type Schema, type SchemaDocument } from '../../../../sandbox/faithful/schema/json-schema';

/** The smallest value that fits a schema: null where that is allowed, and only the fields that must be there. */
export function specimen(document: SchemaDocument, schema: Schema): unknown {
  const { type, enum: values, anyOf, properties = {}, required = [] } = resolve(document, schema);
  if (values) return values[0];
  if (anyOf)
    return anyOf.some((branch) => branch.type === 'null') ? null : specimen(document, anyOf[0] ?? {});
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, specimen(document, properties[name] ?? {})]));
    case 'array':
      return [];
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'string':
      return '1';
    case 'null':
    case undefined:
      return null;
  }
}
