import { fullnessOf } from './fullness';
import { below, isApiObject, isRecord, objectsIn } from './objects';
import type { SchemaDocument } from './schema/json-schema';
import { validate } from './validate';
import type { Violation } from './violation';

/** Whether what the sandbox sends is what Stripe could have sent. */
export class Check {
  constructor(private readonly document: SchemaDocument) {}

  /** An answer's body. A browser's key gets to see a part of an object only. */
  answer(status: number, body: unknown, caller: 'secret' | 'publishable'): Violation[] {
    const found = status < 300 ? this.body(body) : this.refusal(body);
    if (caller === 'secret') return found;
    return found.filter(({ kind }) => kind !== 'missing');
  }

  /** An event, with what it is about. */
  event(event: unknown): Violation[] {
    if (!isRecord(event) || typeof event.type !== 'string' || !isRecord(event.data))
      return [wrong('/', 'is no event')];
    const { data, ...envelope } = event;
    const kinds = this.document.events[event.type];
    if (!kinds) return [wrong('/type', `is ${event.type}, which Stripe does not send`)];
    const { object, previous_attributes: previous, ...more } = data;
    const [undeclared] = Object.keys(more);
    const found = [
      ...this.fits([this.document.event], { ...envelope, data: { object: {} } }),
      ...(undeclared ? [wrong(`/data/${undeclared}`, 'is not declared by Stripe')] : []),
      ...below('/data/object', this.fits(kinds.object, object)),
      ...(previous === undefined
        ? []
        : below('/data/previous_attributes', this.fits(kinds.previous, previous))),
    ];
    return found.length > 0 ? found : full({ ...envelope, data: { object } });
  }

  private body(body: unknown): Violation[] {
    if (!isApiObject(body)) return [wrong('/', 'is no object of the API')];
    if (body.object === 'event') return this.event(body);
    if (body.object === 'list' || body.object === 'search_result') return this.page(body);
    const names = this.document.objects[body.object];
    if (!names) return [wrong('/object', `is ${body.object}, which Stripe does not have`)];
    const found = this.fits(names, body);
    return found.length > 0 ? found : full(body);
  }

  private page({ data, ...envelope }: Readonly<Record<string, unknown>>): Violation[] {
    const { list, search } = this.document;
    const found = this.fits([envelope.object === 'list' ? list : search], { ...envelope, data: [] });
    if (!Array.isArray(data)) return [...found, wrong('/data', 'is no array')];
    return [...found, ...data.flatMap((item, index) => below(`/data/${index}`, this.body(item)))];
  }

  private refusal(body: unknown): Violation[] {
    if (!isRecord(body) || !isRecord(body.error)) return [missing('/error')];
    const { error } = body;
    // Both are declared as optional, since the SDK makes errors of its own from the same declaration.
    const needed = ['type', 'message'].filter((name) => error[name] === undefined);
    const found = this.fits([this.document.error], error);
    return below('/error', [
      ...needed.map((name) => missing(`/${name}`)),
      ...(found.length > 0 ? found : full(error)),
    ]);
  }

  private fits(names: readonly string[], value: unknown): Violation[] {
    const branches = names.map((name) => ({ $ref: `#/$defs/${name}` }));
    const [only] = branches;
    return validate(this.document, only && branches.length === 1 ? only : { anyOf: branches }, value);
  }
}

function full(value: unknown): Violation[] {
  return objectsIn(value).flatMap(({ item, at }) => below(at, fullnessOf(item)));
}

function wrong(pointer: string, reason: string): Violation {
  return { pointer, kind: 'wrong', reason };
}

function missing(pointer: string): Violation {
  return { pointer, kind: 'missing', reason: 'is missing' };
}
