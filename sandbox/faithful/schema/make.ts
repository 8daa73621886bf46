import path from 'node:path';
import ts from 'typescript';
import type { SchemaDocument } from './json-schema';
import { Walk } from './walk';

const OPTIONS: ts.CompilerOptions = {
  // Without it every `| null` would be lost.
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** Makes the schemas of everything that an installed `stripe` package declares for version 1 of the API. */
export function makeSchemas(packageFolder: string): SchemaDocument {
  const program = ts.createProgram([path.join(packageFolder, 'esm', 'stripe.esm.node.d.ts')], OPTIONS);
  const checker = program.getTypeChecker();
  const walk = new Walk(checker);
  const exportsIn = (files: RegExp) =>
    program
      .getSourceFiles()
      .filter(({ fileName }) => files.test(fileName))
      .flatMap((file) => exportsOf(checker, file));
  const resources = exportsIn(/\/esm\/resources\/(?!V2\/).*\.d\.ts$/);
  const envelopes = exportsIn(/\/esm\/lib\.d\.ts$/);
  const parts = {
    objects: objectsOf(walk, resources),
    events: eventsOf(walk, checker, named(resources, 'Event')),
    event: walk.define(named(resources, 'EventBase')),
    list: walk.define(named(envelopes, 'ApiList')),
    search: walk.define(named(envelopes, 'ApiSearchResult')),
    // The one declaration of an error that lists the known codes is the last error of a payment.
    error: walk.define(property(checker, named(resources, 'PaymentIntent'), 'last_payment_error')),
  };
  const $defs = Object.fromEntries(walk.definitions);
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs, ...parts };
}

function objectsOf(walk: Walk, declared: Declared[]): Record<string, string[]> {
  const objects: Record<string, string[]> = {};
  for (const { type } of declared) {
    const name = walk.objectNameOf(type);
    if (name === undefined || name === 'event') continue;
    const definition = walk.define(type);
    const known = objects[name] ?? [];
    if (!known.includes(definition)) objects[name] = [...known, definition];
  }
  return objects;
}

interface Declared {
  name: string;
  type: ts.Type;
}

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile): Declared[] {
  const whole = checker.getSymbolAtLocation(file);
  if (!whole) return [];
  return checker
    .getExportsOfModule(whole)
    .filter((symbol) => symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))
    .map((symbol) => ({ name: symbol.name, type: checker.getDeclaredTypeOfSymbol(symbol) }));
}

function named(declared: Declared[], name: string): ts.Type {
  const found = declared.find((each) => each.name === name);
  if (!found) throw new Error(`The stripe package declares no ${name}.`);
  return found.type;
}

function property(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type {
  const symbol = type.getProperty(name);
  if (!symbol) throw new Error(`${checker.typeToString(type)} declares no ${name}.`);
  return checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
}

/** What each type of event is about. */
function eventsOf(walk: Walk, checker: ts.TypeChecker, union: ts.Type): SchemaDocument['events'] {
  const events: SchemaDocument['events'] = {};
  for (const event of union.isUnion() ? union.types : []) {
    const type = property(checker, event, 'type');
    if (!type.isStringLiteral()) throw new Error('An event has no fixed type.');
    const object = property(checker, property(checker, event, 'data'), 'object');
    const kinds = object.isUnion() ? object.types : [object];
    events[type.value] = {
      object: kinds.map((kind) => walk.define(kind)),
      previous: kinds.map((kind) => walk.define(kind, 'partial')),
    };
  }
  return events;
}
