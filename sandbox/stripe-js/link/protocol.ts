import type { StripeError } from '@stripe/stripe-js';
import type { AppearanceRule } from '../elements/appearance';
import type { ColorScheme } from '../elements/color-scheme';
import { isLanguage, type Language } from '../locale/language';
import { isRecord, isTextRecord } from '../record';

/** A frame says hello to the page's window; the page answers with one end of a private channel. */
export const HELLO = 'sandbox-elements:hello';
export const CONNECT = 'sandbox-elements:connect';

export interface FontFaceData {
  readonly family: string;
  readonly data: ArrayBuffer;
  readonly descriptors: Readonly<Record<string, string>>;
}

/** How a frame of fields looks and speaks. */
export interface FrameLooks {
  readonly language: Language;
  readonly scheme: ColorScheme;
  readonly theme: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly rules: readonly AppearanceRule[];
  readonly labels: 'above' | 'floating';
  readonly inputs: 'spaced' | 'condensed';
  readonly animate: boolean;
}

/** What page and frame of one kind of element have to say to each other, beyond what all have. */
export interface Dialect {
  readonly config: FrameLooks;
  /** What the buyer has typed or chosen so far, as far as the page may know. */
  readonly state: object;
  readonly question: { readonly kind: string };
  readonly answer: { readonly kind: string };
  /** Something that happened in the frame. */
  readonly notice: { readonly kind: string };
}

export type ToFrame<D extends Dialect> =
  | { readonly type: 'configure'; readonly config: D['config'] }
  | { readonly type: 'backdrop'; readonly color: string | null }
  | { readonly type: 'fonts'; readonly faces: readonly FontFaceData[] }
  | { readonly type: 'ask'; readonly id: number; readonly question: D['question'] }
  | { readonly type: 'focus' | 'blur' | 'clear' };

export type FromFrame<D extends Dialect> =
  | { readonly type: 'configured' }
  | { readonly type: 'height'; readonly pixels: number }
  | { readonly type: 'change'; readonly state: D['state'] }
  | { readonly type: 'focus' | 'blur' | 'escape' }
  | { readonly type: 'loaderror'; readonly error: StripeError }
  | { readonly type: 'answered'; readonly id: number; readonly answer: D['answer'] }
  | { readonly type: 'notice'; readonly notice: D['notice'] };

type Guard<Value> = (value: unknown) => value is Value;

/** The parts of a dialect, checked where they arrive. */
export interface DialectGuards<D extends Dialect> {
  readonly config: Guard<D['config']>;
  readonly state: Guard<D['state']>;
  readonly question: Guard<D['question']>;
  readonly answer: Guard<D['answer']>;
  readonly notice: Guard<D['notice']>;
}

/** Reads what a page sent to its frame. */
export function isToFrame<D extends Dialect>(is: DialectGuards<D>, data: unknown): data is ToFrame<D> {
  if (!isRecord(data)) return false;
  switch (data.type) {
    case 'focus':
    case 'blur':
    case 'clear':
      return true;
    case 'backdrop':
      return data.color === null || typeof data.color === 'string';
    case 'fonts':
      return Array.isArray(data.faces);
    case 'configure':
      return is.config(data.config);
    case 'ask':
      return typeof data.id === 'number' && is.question(data.question);
    default:
      return false;
  }
}

/** Reads what a frame sent to its page. */
export function isFromFrame<D extends Dialect>(is: DialectGuards<D>, data: unknown): data is FromFrame<D> {
  if (!isRecord(data)) return false;
  switch (data.type) {
    case 'configured':
    case 'focus':
    case 'blur':
    case 'escape':
      return true;
    case 'height':
      return typeof data.pixels === 'number' && Number.isFinite(data.pixels);
    case 'change':
      return is.state(data.state);
    case 'loaderror':
      return isRecord(data.error);
    case 'answered':
      return typeof data.id === 'number' && is.answer(data.answer);
    case 'notice':
      return is.notice(data.notice);
    default:
      return false;
  }
}

export function areLooks(value: unknown): value is Record<string, unknown> & FrameLooks {
  return (
    isRecord(value) &&
    isLanguage(value.language) &&
    isTextRecord(value.variables) &&
    Array.isArray(value.rules)
  );
}

/** For a dialect that has no such part. */
export function isNothing(_value: unknown): _value is never {
  return false;
}

/** A kind of message by its name. */
export function isOfKind<Kind extends string>(
  value: unknown,
  ...kinds: Kind[]
): value is Record<string, unknown> & { kind: Kind } {
  return isRecord(value) && kinds.some((kind) => kind === value.kind);
}
