import type { StripeError } from '@stripe/stripe-js';
import { IntegrationError } from '../integration-error';
import type { Dialect, DialectGuards, FontFaceData, FrameLooks } from '../link/protocol';
import { findContainer, markContainer } from './container';
import { ElementFrame } from './element-frame';
import { Emitter } from './emitter';
import type { Place } from './frame-box';

/** What an element needs of the group it belongs to. */
export interface ElementHost {
  readonly origin: string;
  looks(): FrameLooks;
  /** `elements({loader})`: skeletons are drawn unless it is `never`. */
  showsLoader(): boolean;
  fonts(): Promise<readonly FontFaceData[]>;
  /** Resolves to an error when what the element needs beforehand (its intent) could not be read. */
  preload(): Promise<StripeError | null>;
  forget(): void;
}

/** The events that every element has, beside its `ready`; `Type` is its `elementType`. */
export interface BaseEvents<Type extends string> {
  focus: { readonly elementType: Type };
  blur: { readonly elementType: Type };
  escape: { readonly elementType: Type };
  loaderror: { readonly elementType: Type; readonly error: StripeError };
  loaderstart: { readonly elementType: Type };
}

/** How the container's state classes stand. */
export interface Marks {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
}

const UNTOUCHED: Marks = { empty: true, complete: false, invalid: false };

/** An element behind the object that the page holds: mounted or not, its options, its events. */
export abstract class ElementCore<D extends Dialect, Type extends string> {
  protected abstract readonly type: Type;
  protected abstract readonly guards: DialectGuards<D>;
  protected abstract readonly base: Emitter<BaseEvents<Type>>;
  readonly #host: ElementHost;
  #container: HTMLElement | null = null;
  #frame: ElementFrame<D> | null = null;
  #marks = UNTOUCHED;
  #isFocused = false;
  #isDestroyed = false;

  constructor(host: ElementHost) {
    this.#host = host;
  }

  protected abstract place(): Place;
  protected abstract config(looks: FrameLooks): D['config'];
  /** The buyer changed something, or (`isFirst`) the fields have come to be as they are. */
  protected abstract onState(state: D['state'] | null, isFirst: boolean): Marks;
  protected abstract onReady(): void;
  protected onNotice(_notice: D['notice']): void {}

  get isMounted(): boolean {
    return this.#frame !== null;
  }

  get origin(): string {
    return this.#host.origin;
  }

  mount(target: unknown): void {
    this.requireAlive();
    const container = findContainer(target);
    if (container === this.#container && this.#frame !== null) return;
    this.unmount();
    this.#container = container;
    this.#marks = UNTOUCHED;
    this.#isFocused = false;
    let early: D['state'] | null = null;
    const frame: ElementFrame<D> = new ElementFrame<D>({
      container,
      origin: this.#host.origin,
      place: this.place(),
      guards: this.guards,
      config: this.#config(),
      showsLoader: this.#host.showsLoader(),
      events: {
        onReady: () => {
          if (this.#frame !== frame) return;
          this.onReady();
          this.#apply(early, true);
        },
        onChange: (state) => {
          if (frame.isReady) this.#apply(state, false);
          else early = state;
        },
        onNotice: (notice) => this.onNotice(notice),
        onFocus: (type) => this.#follow(type),
        onLoadFailure: (error) => this.#failToLoad(frame, error ?? unreachableFrame()),
      },
    });
    this.#frame = frame;
    this.#mark();
    this.#load(frame);
  }

  #load(frame: ElementFrame<D>): void {
    queueMicrotask(() => {
      if (this.#frame === frame && this.#host.showsLoader())
        this.base.emit('loaderstart', { elementType: this.type });
    });
    void this.#host.fonts().then((faces) => frame.addFonts(faces));
    void this.#host.preload().then((error) => {
      if (error !== null) this.#failToLoad(frame, error);
    });
  }

  unmount(): void {
    this.#frame?.remove();
    this.#frame = null;
    if (this.#container !== null) markContainer(this.#container, null);
    this.#container = null;
  }

  destroy(): void {
    this.requireAlive();
    this.unmount();
    this.#isDestroyed = true;
    this.#host.forget();
  }

  reconfigure(): Promise<void> {
    return this.#frame?.configure(this.#config()) ?? Promise.resolve();
  }

  focus(): void {
    this.mountedFrame('focus').focus();
  }

  blur(): void {
    this.mountedFrame('blur').blur();
  }

  clear(): void {
    this.mountedFrame('clear').clear();
  }

  requireAlive(): void {
    if (!this.#isDestroyed) return;
    throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
  }

  protected mountedFrame(method: string): ElementFrame<D> {
    this.requireAlive();
    if (this.#frame !== null) return this.#frame;
    throw new IntegrationError(`This Element must be mounted before calling ${method}().`);
  }

  #config(): D['config'] {
    return this.config(this.#host.looks());
  }

  #apply(state: D['state'] | null, isFirst: boolean): void {
    this.#marks = this.onState(state, isFirst);
    this.#mark();
  }

  #failToLoad(frame: ElementFrame<D>, error: StripeError): void {
    if (this.#frame === frame) this.base.emit('loaderror', { elementType: this.type, error });
  }

  #follow(type: 'focus' | 'blur' | 'escape'): void {
    if (type !== 'escape') {
      this.#isFocused = type === 'focus';
      this.#mark();
    }
    this.base.emit(type, { elementType: this.type });
  }

  #mark(): void {
    if (this.#container !== null) markContainer(this.#container, { ...this.#marks, focus: this.#isFocused });
  }
}

export function unreachableFrame(): StripeError {
  return { type: 'api_connection_error', message: 'The payment form could not be loaded.' };
}
