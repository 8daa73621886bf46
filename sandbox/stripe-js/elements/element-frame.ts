import type { StripeError } from '@stripe/stripe-js';
import { frameAddress, PageLink } from '../link/page-side';
import {
  type Dialect,
  type DialectGuards,
  type FontFaceData,
  type FromFrame,
  isFromFrame,
  type ToFrame,
} from '../link/protocol';
import { BackdropWatch } from './backdrop';
import { buildFrame, estimateHeight, type Place, revealFrame, setFrameHeight } from './frame-box';
import { PressWatch } from './press';
import { Questions } from './questions';
import { buildSkeleton } from './skeleton';

/** How long a frame may take to answer before the element reports that it could not load. */
const LOAD_PATIENCE_MS = 15_000;

export interface ElementFrameEvents<D extends Dialect> {
  onReady(): void;
  onChange(state: D['state']): void;
  onNotice(notice: D['notice']): void;
  onFocus(type: 'focus' | 'blur' | 'escape'): void;
  /** Without an error: the frame itself did not load. */
  onLoadFailure(error: StripeError | null): void;
}

export interface FrameOptions<D extends Dialect> {
  readonly container: HTMLElement;
  readonly origin: string;
  readonly place: Place;
  readonly guards: DialectGuards<D>;
  readonly config: D['config'];
  readonly showsLoader: boolean;
  readonly events: ElementFrameEvents<D>;
}

/** One iframe with an element's fields, from being put into the page until it is taken out again. */
export class ElementFrame<D extends Dialect> {
  readonly iframe: HTMLIFrameElement;
  readonly #events: ElementFrameEvents<D>;
  readonly #box: HTMLElement;
  readonly #skeleton: HTMLElement | null;
  readonly #link: PageLink<ToFrame<D>, FromFrame<D>>;
  readonly #backdrop: BackdropWatch;
  readonly #presses = new PressWatch();
  readonly #questions = new Questions<D['answer']>();
  readonly #configuredWaiters: (() => void)[] = [];
  #config: D['config'];
  #faces: readonly FontFaceData[] = [];
  #isReady = false;
  #hasFailed = false;
  #wantsFocus = false;
  #untilReady: ToFrame<D>[] = [];
  readonly #patience: number;

  constructor(options: FrameOptions<D>) {
    const { container, origin, place, guards, config } = options;
    this.#events = options.events;
    this.#config = config;
    const { box, iframe } = buildFrame(frameAddress(origin, place.path), place.title, config);
    this.#box = box;
    this.iframe = iframe;
    this.#link = new PageLink<ToFrame<D>, FromFrame<D>>({
      iframe,
      origin,
      isMessage: (data): data is FromFrame<D> => isFromFrame(guards, data),
      onMessage: (message) => this.#receive(message),
      onSilence: () => this.#giveUp(),
      onConnect: () => {
        // A frame that loads anew knows nothing of what its former self was asked.
        if (this.#isReady) this.#abandonAll();
        this.#link.send({ type: 'backdrop', color: this.#backdrop.color });
        this.#link.send({ type: 'configure', config: this.#config });
        this.#link.send({ type: 'fonts', faces: this.#faces });
      },
    });
    setFrameHeight(iframe, estimateHeight(config, place));
    this.#skeleton = options.showsLoader ? buildSkeleton(config, place) : null;
    if (this.#skeleton !== null) box.append(this.#skeleton);
    container.append(box);
    this.#backdrop = new BackdropWatch(container, (color) => this.#link.send({ type: 'backdrop', color }));
    this.#patience = window.setTimeout(() => this.#giveUp(), LOAD_PATIENCE_MS);
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Applies a configuration; resolves once the frame shows it, or at once when there is no frame to show it yet. */
  configure(config: D['config']): Promise<void> {
    this.#config = config;
    this.iframe.style.colorScheme = config.scheme;
    this.#backdrop.check();
    if (!this.#link.send({ type: 'configure', config })) return Promise.resolve();
    return new Promise((resolve) => this.#configuredWaiters.push(resolve));
  }

  /** Hands over fonts that have arrived; the text changes to them where it stands. */
  addFonts(faces: readonly FontFaceData[]): void {
    this.#faces = faces;
    this.#link.send({ type: 'fonts', faces });
  }

  /** Asks the frame something; null when it cannot answer because it is gone or never came. */
  ask(question: D['question']): Promise<D['answer'] | null> {
    return new Promise((settle) => {
      const message: ToFrame<D> = { type: 'ask', id: this.#questions.note(settle), question };
      if (this.#isReady) this.#link.send(message);
      else if (this.#hasFailed) this.#abandonAll();
      else this.#untilReady.push(message);
    });
  }

  focus(): void {
    // The frame focuses its own field: focusing the iframe from here as well would race with it.
    if (this.#isReady) this.#link.send({ type: 'focus' });
    else this.#wantsFocus = true;
  }

  blur(): void {
    this.#link.send({ type: 'blur' });
    if (document.activeElement === this.iframe) this.iframe.blur();
  }

  clear(): void {
    this.#link.send({ type: 'clear' });
  }

  remove(): void {
    window.clearTimeout(this.#patience);
    this.#backdrop.stop();
    this.#presses.stop();
    this.#link.close();
    this.#box.remove();
    this.#abandonAll();
  }

  #giveUp(): void {
    if (this.#isReady || this.#hasFailed) return;
    this.#hasFailed = true;
    this.#skeleton?.remove();
    this.#abandonAll();
    this.#events.onLoadFailure(null);
  }

  #abandonAll(): void {
    this.#untilReady = [];
    for (const resolve of this.#configuredWaiters.splice(0)) resolve();
    this.#questions.abandon();
  }

  #receive(message: FromFrame<D>): void {
    switch (message.type) {
      case 'height':
        this.#presses.afterPress(() => setFrameHeight(this.iframe, message.pixels));
        break;
      case 'configured':
        this.#becomeReady();
        break;
      case 'answered':
        this.#questions.settle(message.id, message.answer);
        break;
      case 'loaderror':
        this.#events.onLoadFailure(message.error);
        break;
      case 'change':
        this.#backdrop.check();
        this.#events.onChange(message.state);
        break;
      case 'notice':
        this.#events.onNotice(message.notice);
        break;
      case 'focus':
      case 'blur':
      case 'escape':
        // The page may color the place by where the focus is.
        this.#backdrop.check();
        this.#events.onFocus(message.type);
        break;
    }
  }

  #becomeReady(): void {
    for (const resolve of this.#configuredWaiters.splice(0)) resolve();
    window.clearTimeout(this.#patience);
    if (this.#isReady) return;
    this.#isReady = true;
    this.#hasFailed = false;
    this.#skeleton?.remove();
    revealFrame(this.iframe, this.#config.animate);
    for (const message of this.#untilReady.splice(0)) this.#link.send(message);
    this.#events.onReady();
    if (this.#wantsFocus) this.focus();
  }
}
