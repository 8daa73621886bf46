import type {
  StripeError,
  StripeLinkAuthenticationElementChangeEvent,
  StripeLinkAuthenticationElementOptions,
} from '@stripe/stripe-js';
import { type EmailDialect, type EmailFrameConfig, type EmailState, emailGuards } from '../link/email';
import type { FrameLooks } from '../link/protocol';
import { type BaseEvents, ElementCore, type ElementHost, type Marks, unreachableFrame } from './element-core';
import { Emitter } from './emitter';
import type { Place } from './frame-box';

export interface EmailElementEvents extends BaseEvents<'linkAuthentication'> {
  ready: { readonly elementType: 'linkAuthentication' };
  change: StripeLinkAuthenticationElementChangeEvent;
}

/** The Link Authentication Element: an email address. Nobody has a Link account in the sandbox. */
export class EmailElementCore extends ElementCore<EmailDialect, 'linkAuthentication'> {
  protected readonly type = 'linkAuthentication';
  protected readonly guards = emailGuards;
  readonly emitter = new Emitter<EmailElementEvents>();
  protected readonly base = this.emitter;
  readonly #options: StripeLinkAuthenticationElementOptions;
  #email: string | null = null;

  constructor(host: ElementHost, options: StripeLinkAuthenticationElementOptions) {
    super(host);
    this.#options = options;
  }

  /** The address, once it looks like one. */
  get email(): string | null {
    return this.isMounted ? this.#email : null;
  }

  async submit(): Promise<StripeError | null> {
    const answer = await this.mountedFrame('submit').ask({ kind: 'submit' });
    return answer === null ? unreachableFrame() : answer.error;
  }

  protected place(): Place {
    return {
      title: 'Secure email input frame',
      path: '/elements/link-authentication',
      rows: [1],
      hasLabels: true,
      termLines: 0,
      hasNote: false,
    };
  }

  protected config(looks: FrameLooks): EmailFrameConfig {
    return { ...looks, email: this.#options.defaultValues?.email ?? null };
  }

  protected onReady(): void {
    this.emitter.emit('ready', { elementType: 'linkAuthentication' });
  }

  protected onState(given: EmailState | null): Marks {
    const state = given ?? { empty: true, complete: false, invalid: false, value: { email: '' } };
    const { empty, complete, value } = state;
    this.#email = complete ? value.email : null;
    this.emitter.emit('change', { elementType: 'linkAuthentication', empty, complete, value });
    return state;
  }
}
