import type {
  StripeError,
  StripePaymentElementChangeEvent,
  StripePaymentElementOptions,
  StripePaymentElementUpdateOptions,
} from '@stripe/stripe-js';
import type { ApiAnswer } from '../api/answer';
import { IntegrationError } from '../integration-error';
import type {
  ChangeState,
  ConfirmRequest,
  FontFaceData,
  FromPaymentFrame,
  PaymentFrameConfig,
} from '../link/protocol';
import { findContainer, markContainer } from './container';
import { Emitter } from './emitter';
import { PaymentFrame } from './payment-frame';

interface Plain {
  readonly elementType: 'payment';
}

export interface PaymentElementEvents {
  change: StripePaymentElementChangeEvent;
  ready: Plain;
  focus: Plain;
  blur: Plain;
  escape: Plain;
  loaderror: Plain & { readonly error: StripeError };
  loaderstart: Plain;
  carddetailschange: unknown;
  savedpaymentmethodupdate: unknown;
  savedpaymentmethodremove: unknown;
  availablepaymentmethodschange: unknown;
}

export interface ElementHost {
  readonly origin: string;
  configFor(options: StripePaymentElementOptions): PaymentFrameConfig;
  fonts(): Promise<readonly FontFaceData[]>;
  /** Resolves to an error when what the element needs beforehand (its intent) could not be read. */
  preload(): Promise<StripeError | null>;
  forget(): void;
}

const PLAIN: Plain = { elementType: 'payment' };
const NOTHING_TYPED: ChangeState = { empty: true, complete: false, invalid: false, brand: 'unknown' };

/** The Payment Element behind the object that the page holds: mounted or not, its options, its events. */
export class PaymentElementCore {
  readonly emitter = new Emitter<PaymentElementEvents>();
  readonly #host: ElementHost;
  #options: StripePaymentElementOptions;
  #container: HTMLElement | null = null;
  #frame: PaymentFrame | null = null;
  #state = NOTHING_TYPED;
  #isFocused = false;
  #isDestroyed = false;

  constructor(host: ElementHost, options: StripePaymentElementOptions) {
    this.#host = host;
    this.#options = options;
  }

  get isMounted(): boolean {
    return this.#frame !== null;
  }

  mount(target: unknown): void {
    this.requireAlive();
    const container = findContainer(target);
    if (container === this.#container && this.#frame !== null) return;
    this.unmount();
    this.#container = container;
    this.#state = NOTHING_TYPED;
    this.#isFocused = false;
    const frame = new PaymentFrame(container, this.#host.origin, this.#config(), {
      onReady: () => this.#becomeReady(frame),
      onMessage: (message) => this.#receive(message),
      onLoadFailure: () => this.#failToLoad(frame, unreachableFrame()),
    });
    this.#frame = frame;
    this.#mark();
    queueMicrotask(() => {
      if (this.#frame === frame) this.emitter.emit('loaderstart', PLAIN);
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

  update(options: Partial<StripePaymentElementUpdateOptions>): void {
    this.requireAlive();
    this.#options = { ...this.#options, ...options };
    void this.reconfigure();
  }

  reconfigure(): Promise<void> {
    return this.#frame?.configure(this.#config()) ?? Promise.resolve();
  }

  focus(): void {
    this.#mountedFrame('focus').focus();
  }

  blur(): void {
    this.#mountedFrame('blur').blur();
  }

  clear(): void {
    this.#mountedFrame('clear').clear();
  }

  submit(): Promise<StripeError | null> {
    return this.#mountedFrame('submit').submit();
  }

  confirm(request: ConfirmRequest): Promise<ApiAnswer> {
    return this.#mountedFrame('confirm').confirm(request);
  }

  requireAlive(): void {
    if (!this.#isDestroyed) return;
    throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
  }

  #mountedFrame(method: string): PaymentFrame {
    this.requireAlive();
    if (this.#frame !== null) return this.#frame;
    throw new IntegrationError(`This Element must be mounted before calling ${method}().`);
  }

  #config(): PaymentFrameConfig {
    return this.#host.configFor(this.#options);
  }

  #becomeReady(frame: PaymentFrame): void {
    if (this.#frame !== frame) return;
    this.emitter.emit('ready', PLAIN);
    this.#emitChange();
  }

  #failToLoad(frame: PaymentFrame, error: StripeError): void {
    if (this.#frame === frame) this.emitter.emit('loaderror', { ...PLAIN, error });
  }

  #receive(message: FromPaymentFrame): void {
    if (message.type === 'change') {
      this.#state = message.state;
      this.#mark();
      this.#emitChange();
      return;
    }
    if (message.type === 'focus' || message.type === 'blur') {
      this.#isFocused = message.type === 'focus';
      this.#mark();
    }
    if (message.type === 'focus' || message.type === 'blur' || message.type === 'escape') {
      this.emitter.emit(message.type, PLAIN);
    }
  }

  #emitChange(): void {
    const { empty, complete } = this.#state;
    this.emitter.emit('change', { ...PLAIN, empty, complete, collapsed: false, value: { type: 'card' } });
  }

  #mark(): void {
    if (this.#container !== null) markContainer(this.#container, { ...this.#state, focus: this.#isFocused });
  }
}

function unreachableFrame(): StripeError {
  return { type: 'api_connection_error', message: 'The payment form could not be loaded.' };
}
