import ts from 'typescript';
import type { Schema } from './json-schema';

/** A declaration as a whole, or with every field optional, as `previous_attributes` are. */
type Depth = 'whole' | 'partial';

const ANYTHING = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter;

/** Turns the compiler's types into JSON Schema; named declarations become definitions of their own. */
export class Walk {
  readonly definitions = new Map<string, Schema>();
  private readonly names = { whole: new Map<ts.Type, string>(), partial: new Map<ts.Type, string>() };

  constructor(private readonly checker: ts.TypeChecker) {}

  /** The name of the definition made from a declaration. */
  define(type: ts.Type, depth: Depth = 'whole'): string {
    const known = this.names[depth].get(type);
    if (known !== undefined) return known;
    const name = this.freeName(`${this.nameOf(type)}${depth === 'partial' ? ':partial' : ''}`);
    this.names[depth].set(type, name);
    this.definitions.set(name, {});
    this.definitions.set(name, this.fields(type, depth));
    return name;
  }

  /** The schema of any type. */
  schema(type: ts.Type, depth: Depth = 'whole'): Schema {
    if (type.isUnion()) return this.union(type.types, depth);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { enum: [this.checker.typeToString(type) === 'true'] };
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.flags & ANYTHING) return {};
    if (this.checker.isArrayType(type)) return { type: 'array', items: this.items(type) };
    if ((type.aliasSymbol ?? type.symbol)?.name === 'Decimal')
      return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
    if (type.symbol?.name === 'Date') return { type: 'string' };
    if (type.flags & ts.TypeFlags.Object) return this.object(type, depth);
    throw new Error(`There is no JSON Schema for ${this.checker.typeToString(type)}.`);
  }

  private items(type: ts.Type): Schema {
    const item = this.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (!item) throw new Error('An array has no type of items.');
    return this.schema(item);
  }

  private object(type: ts.Type, depth: Depth): Schema {
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index)
      return { type: 'object', additionalProperties: this.former(this.schema(index.type, depth), depth) };
    // What has a name of its own (`object`) is always sent whole.
    const own = depth === 'partial' && this.objectNameOf(type) !== undefined && !isList(type);
    return { $ref: `#/$defs/${this.define(type, own ? 'whole' : depth)}` };
  }

  /** The `object` value that a declaration fixes. */
  objectNameOf(type: ts.Type): string | undefined {
    const property = type.getProperty('object');
    if (!property) return undefined;
    const value = this.checker.getTypeOfSymbol(property);
    return value.isStringLiteral() ? value.value : undefined;
  }

  private fields(type: ts.Type, depth: Depth): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const declared = this.checker.getTypeOfSymbol(property);
      const parts = (declared.isUnion() ? declared.types : [declared]).filter((part) => !isAbsence(part));
      // `deleted?: void` says that the field is never there.
      if (parts.length === 0) continue;
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const schema = this.union(parts, depth);
      properties[property.name] = isOptional ? this.former(schema, depth) : schema;
      if (!isOptional && depth === 'whole') required.push(property.name);
    }
    return { type: 'object', properties, required, additionalProperties: false };
  }

  /** What was not there before is null in `previous_attributes`. */
  private former(schema: Schema, depth: Depth): Schema {
    return depth === 'whole' ? schema : { anyOf: [schema, { type: 'null' }] };
  }

  /** Values that are listed become one `enum`; `OtherString`, which stands for those of the future, is dropped. */
  private union(types: readonly ts.Type[], depth: Depth): Schema {
    const parts = types.filter((type) => !isAbsence(type) && !isOtherString(type));
    const listed = parts.flatMap((type) => this.schema(type, depth).enum ?? []);
    const rest = parts.map((type) => this.schema(type, depth)).filter((schema) => !schema.enum);
    const isBoolean = listed.includes(true) && listed.includes(false);
    const values = isBoolean ? listed.filter((value) => typeof value !== 'boolean') : listed;
    const branches: Schema[] = [
      ...(values.length > 0 ? [{ enum: values }] : []),
      ...(isBoolean ? [{ type: 'boolean' as const }] : []),
      ...rest,
    ];
    const [only] = branches;
    return only && branches.length === 1 ? only : { anyOf: branches };
  }

  private nameOf(type: ts.Type): string {
    const text = this.checker.typeToString(type, undefined, ts.TypeFormatFlags.UseFullyQualifiedType);
    // Only what a JSON pointer in an address may hold as it stands.
    return text
      .replace(/import\("[^"]*"\)\./g, '')
      .replace(/<(.*)>/, '_of_$1')
      .replace(/[^\w.]+/g, '_');
  }

  private freeName(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.definitions.has(name); count += 1) name = `${wanted}_${count}`;
    return name;
  }
}

function isAbsence(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

/** `string & Record<never, never>`: an enum's declared openness. */
function isOtherString(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some((part) => (part.flags & ts.TypeFlags.String) !== 0);
}

function isList(type: ts.Type): boolean {
  return type.symbol.name === 'ApiList';
}
