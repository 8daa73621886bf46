import type { StripeError } from '@stripe/stripe-js';
import { connectToPage, type FrameLink } from '../link/frame-side';
import { type Dialect, type DialectGuards, type FromFrame, isToFrame, type ToFrame } from '../link/protocol';
import { root } from './dom';
import { addFonts, applyBackdrop, applyLooks } from './looks';
import { reportHeight } from './measure';

/** One kind of element inside its frame. */
export interface View<D extends Dialect> {
  readonly root: HTMLElement;
  /** Shows a configuration; resolves to an error when something it needs could not be loaded. */
  configure(config: D['config']): Promise<StripeError | null>;
  /** What has been typed or chosen; null for an element without such. */
  state(): D['state'] | null;
  answer(question: D['question']): Promise<D['answer']>;
  focus(): void;
  clear(): void;
}

/** What a view can tell its page. */
export interface FramePage<D extends Dialect> {
  /** The state may have changed. */
  changed(): void;
  notify(notice: D['notice']): void;
}

/** Runs a view in this document: connects it to the page and carries messages both ways. */
export function runFrame<D extends Dialect>(
  guards: DialectGuards<D>,
  build: (page: FramePage<D>) => View<D>,
): void {
  new Runner(guards, build);
}

class Runner<D extends Dialect> {
  readonly #view: View<D>;
  readonly #page: FrameLink<FromFrame<D>>;
  #lastState = '';
  #work: Promise<void> = Promise.resolve();

  constructor(guards: DialectGuards<D>, build: (page: FramePage<D>) => View<D>) {
    this.#view = build({
      changed: () => this.#reportState(),
      notify: (notice) => this.#page.send({ type: 'notice', notice }),
    });
    root().append(this.#view.root);
    this.#page = connectToPage<FromFrame<D>, ToFrame<D>>(
      (data): data is ToFrame<D> => isToFrame(guards, data),
      (message) => this.#receive(message),
    );
    reportHeight(root(), (pixels) => this.#page.send({ type: 'height', pixels }));
    reportFocus((type) => this.#page.send({ type }));
  }

  #receive(message: ToFrame<D>): void {
    switch (message.type) {
      case 'configure':
        // One after the other: a configuration that has to load something must not be overtaken by the next.
        this.#work = this.#work.then(() => this.#configure(message.config));
        break;
      case 'backdrop':
        applyBackdrop(message.color);
        break;
      case 'fonts':
        void addFonts(message.faces);
        break;
      case 'ask':
        void this.#answer(message.id, message.question);
        break;
      case 'focus':
        this.#view.focus();
        break;
      case 'blur':
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        break;
      case 'clear':
        this.#view.clear();
        break;
    }
  }

  async #configure(config: D['config']): Promise<void> {
    applyLooks(config);
    const error = await this.#view.configure(config);
    if (error !== null) this.#page.send({ type: 'loaderror', error });
    this.#reportState();
    this.#page.send({ type: 'height', pixels: Math.ceil(root().getBoundingClientRect().height) });
    this.#page.send({ type: 'configured' });
  }

  async #answer(id: number, question: D['question']): Promise<void> {
    const answer = await this.#view.answer(question);
    this.#page.send({ type: 'answered', id, answer });
  }

  /** The page hears of a change only when what it is told differs from the last time. */
  #reportState(): void {
    const state = this.#view.state();
    const fingerprint = JSON.stringify(state);
    if (state === null || fingerprint === this.#lastState) return;
    this.#lastState = fingerprint;
    this.#page.send({ type: 'change', state });
  }
}

function reportFocus(report: (type: 'focus' | 'blur' | 'escape') => void): void {
  document.addEventListener('focusin', (event) => {
    if (event.relatedTarget === null) report('focus');
  });
  document.addEventListener('focusout', (event) => {
    if (event.relatedTarget === null) report('blur');
  });
  document.addEventListener('keydown', (event) => {
    // What a dialog or a form inside the frame used Escape for is not the page's business.
    if (event.key === 'Escape' && !event.defaultPrevented) report('escape');
  });
}
