import type { z } from 'zod';
import type { FormHash } from './form';
import type { Transaction } from './transaction';
import { validate } from './validate';

export type Method = 'GET' | 'POST' | 'DELETE';

/** Who is asking. A publishable key is as good as public: it may only do what a buyer's browser must. */
export interface Caller {
  key: 'secret' | 'publishable';
  /** The call came from a page of the sandbox's own origin, such as the card frame. */
  ownFrame: boolean;
  /** Where the sandbox is reached, e.g. `http://127.0.0.1:12111`. */
  origin: string;
}

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export interface Context<Params, Path extends string = string> {
  tx: Transaction;
  params: Params;
  caller: Caller;
  /** A segment of the path by its name in the route. */
  path(name: Names<Path>): string;
}

interface Definition<Path extends string, Schema extends z.ZodType> {
  method: Method;
  path: Path;
  params: Schema;
  /** Whether a publishable key may call it; the handler must then check the client secret. */
  publishable?: boolean;
  /** Answers the object to send. Throws SandboxError. Must not wait for anything. */
  handle(context: Context<z.output<Schema>, Path>): object;
}

/** A route whose parameters' types are known only to itself. */
export interface Route {
  method: Method;
  path: string;
  publishable: boolean;
  /** Checks the parameters (throws 400) and answers the work to be done. */
  prepare(raw: FormHash): {
    expand: string[];
    run(tx: Transaction, caller: Caller, segments: Map<string, string>): object;
  };
}

/** Declares an endpoint. */
export function defineRoute<
  const Path extends string,
  Schema extends z.ZodType<{ expand?: string[] | undefined }>,
>(definition: Definition<Path, Schema>): Route {
  return {
    method: definition.method,
    path: definition.path,
    publishable: definition.publishable ?? false,
    prepare(raw) {
      const params = validate(definition.params, raw);
      return {
        expand: params.expand ?? [],
        run: (tx, caller, segments) =>
          definition.handle({ tx, params, caller, path: (name) => segment(segments, name) }),
      };
    },
  };
}

function segment(segments: Map<string, string>, name: string): string {
  const value = segments.get(name);
  if (value === undefined) throw new Error(`The route has no segment called ${name}.`);
  return value;
}
