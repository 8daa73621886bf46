import type { StripeError } from '@stripe/stripe-js';
import type { ApiAnswer } from '../api/answer';
import { frameAddress, PageLink } from '../link/page-side';
import {
  type ConfirmRequest,
  type FontFaceData,
  type FromPaymentFrame,
  isFromPaymentFrame,
  type PaymentFrameConfig,
  type ToPaymentFrame,
} from '../link/protocol';
import { BackdropWatch } from './backdrop';
import { buildFrame, estimateHeight, revealFrame, setFrameHeight } from './frame-box';
import { Questions } from './questions';

/** How long a frame may take to answer before the element reports that it could not load. */
const LOAD_PATIENCE_MS = 15_000;

export interface PaymentFrameEvents {
  onReady(): void;
  onMessage(message: FromPaymentFrame): void;
  onLoadFailure(): void;
}

/** One iframe with the card fields, from being put into the page until it is taken out again. */
export class PaymentFrame {
  readonly #events: PaymentFrameEvents;
  readonly #box: HTMLElement;
  readonly #iframe: HTMLIFrameElement;
  readonly #link: PageLink<ToPaymentFrame, FromPaymentFrame>;
  readonly #backdrop: BackdropWatch;
  readonly #questions = new Questions();
  readonly #configuredWaiters: (() => void)[] = [];
  #config: PaymentFrameConfig;
  #faces: readonly FontFaceData[] = [];
  #isReady = false;
  #hasFailed = false;
  #wantsFocus = false;
  #untilReady: ToPaymentFrame[] = [];
  readonly #patience: number;

  constructor(
    container: HTMLElement,
    origin: string,
    config: PaymentFrameConfig,
    events: PaymentFrameEvents,
  ) {
    this.#events = events;
    this.#config = config;
    const { box, iframe } = buildFrame(frameAddress(origin, '/elements/payment'), config);
    this.#box = box;
    this.#iframe = iframe;
    this.#link = new PageLink({
      iframe,
      origin,
      isMessage: isFromPaymentFrame,
      onMessage: (message) => this.#receive(message),
      onSilence: () => this.#giveUp(),
      onConnect: () => {
        this.#link.send({ type: 'backdrop', color: this.#backdrop.color });
        this.#link.send({ type: 'configure', config: this.#config });
        this.#link.send({ type: 'fonts', faces: this.#faces });
      },
    });
    setFrameHeight(iframe, estimateHeight(config));
    container.append(box);
    this.#backdrop = new BackdropWatch(container, (color) => this.#link.send({ type: 'backdrop', color }));
    this.#patience = window.setTimeout(() => this.#giveUp(), LOAD_PATIENCE_MS);
  }

  /** Applies a configuration; resolves once the frame shows it, or at once when there is no frame to show it yet. */
  configure(config: PaymentFrameConfig): Promise<void> {
    this.#config = config;
    this.#iframe.style.colorScheme = config.scheme;
    this.#backdrop.check();
    if (!this.#link.send({ type: 'configure', config })) return Promise.resolve();
    return new Promise((resolve) => this.#configuredWaiters.push(resolve));
  }

  /** Hands over fonts that have arrived; the text changes to them where it stands. */
  addFonts(faces: readonly FontFaceData[]): void {
    this.#faces = faces;
    this.#link.send({ type: 'fonts', faces });
  }

  /** Validates the fields, showing what is missing and moving the focus there; null when they are complete. */
  async submit(): Promise<StripeError | null> {
    const error = await new Promise<StripeError | null>((settle) => {
      this.#ask({ type: 'submit', id: this.#questions.note({ kind: 'submit', settle }) });
    });
    if (error?.type === 'validation_error') this.focus();
    return error;
  }

  /** Has the frame send the card with a confirmation; the card itself stays in the frame. */
  confirm(request: ConfirmRequest): Promise<ApiAnswer> {
    return new Promise((settle) => {
      this.#ask({ type: 'confirm', id: this.#questions.note({ kind: 'confirm', settle }), request });
    });
  }

  focus(): void {
    if (!this.#isReady) {
      this.#wantsFocus = true;
      return;
    }
    // The frame focuses its own field: focusing the iframe from here as well would race with it.
    this.#link.send({ type: 'focus' });
  }

  blur(): void {
    this.#link.send({ type: 'blur' });
    if (document.activeElement === this.#iframe) this.#iframe.blur();
  }

  clear(): void {
    this.#link.send({ type: 'clear' });
  }

  remove(): void {
    window.clearTimeout(this.#patience);
    this.#backdrop.stop();
    this.#link.close();
    this.#box.remove();
    this.#abandonAll();
  }

  #giveUp(): void {
    if (this.#isReady || this.#hasFailed) return;
    this.#hasFailed = true;
    this.#abandonAll();
    this.#events.onLoadFailure();
  }

  /** Sends a question at once, or as soon as the frame is there to answer it. */
  #ask(message: Extract<ToPaymentFrame, { type: 'submit' | 'confirm' }>): void {
    if (this.#isReady) this.#link.send(message);
    else if (this.#hasFailed) this.#abandonAll();
    else this.#untilReady.push(message);
  }

  #abandonAll(): void {
    this.#untilReady = [];
    for (const resolve of this.#configuredWaiters.splice(0)) resolve();
    this.#questions.abandon();
  }

  #receive(message: FromPaymentFrame): void {
    switch (message.type) {
      case 'height':
        setFrameHeight(this.#iframe, message.pixels);
        break;
      case 'configured':
        this.#becomeReady();
        break;
      case 'submitted':
      case 'confirmed':
        this.#questions.settle(message);
        break;
      case 'change':
      case 'focus':
      case 'blur':
      case 'escape':
        // The page may color the place by where the focus is.
        this.#backdrop.check();
        this.#events.onMessage(message);
        break;
    }
  }

  #becomeReady(): void {
    for (const resolve of this.#configuredWaiters.splice(0)) resolve();
    window.clearTimeout(this.#patience);
    if (this.#isReady) return;
    this.#isReady = true;
    this.#hasFailed = false;
    revealFrame(this.#iframe, this.#config.animate);
    for (const message of this.#untilReady.splice(0)) this.#link.send(message);
    this.#events.onReady();
    if (this.#wantsFocus) this.focus();
  }
}
