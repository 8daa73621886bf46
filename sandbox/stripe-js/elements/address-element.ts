import type {
  AddressElementGetValueOptions,
  AddressMode,
  StripeAddressElementChangeEvent,
  StripeAddressElementOptions,
  StripeError,
} from '@stripe/stripe-js';
import {
  type AddressDialect,
  type AddressFrameConfig,
  type AddressState,
  type AddressValue,
  addressGuards,
} from '../link/address';
import type { FrameLooks } from '../link/protocol';
import { addressConfig, checkAddressOptions } from './address-options';
import { type BaseEvents, ElementCore, type ElementHost, type Marks, unreachableFrame } from './element-core';
import { Emitter } from './emitter';
import type { Place } from './frame-box';

export interface AddressElementEvents extends BaseEvents<'address'> {
  ready: { readonly elementType: 'address' };
  change: StripeAddressElementChangeEvent;
}

/** The Address Element: where to send something, or where the card's bills go. */
export class AddressElementCore extends ElementCore<AddressDialect, 'address'> {
  protected readonly type = 'address';
  protected readonly guards = addressGuards;
  readonly emitter = new Emitter<AddressElementEvents>();
  protected readonly base = this.emitter;
  #options: StripeAddressElementOptions;
  #state: AddressState | null = null;

  constructor(host: ElementHost, options: StripeAddressElementOptions) {
    super(host);
    checkAddressOptions(options);
    this.#options = options;
  }

  get mode(): AddressMode {
    return this.#options.mode;
  }

  /** What was entered, once it is whole. */
  get entered(): AddressValue | null {
    return this.isMounted && this.#state?.complete === true ? this.#state.value : null;
  }

  update(changes: Partial<StripeAddressElementOptions>): void {
    this.requireAlive();
    const options = { ...this.#options, ...changes };
    checkAddressOptions(options);
    this.#options = options;
    void this.reconfigure();
  }

  async submit(): Promise<StripeError | null> {
    const answer = await this.mountedFrame('submit').ask({ kind: 'submit' });
    return answer === null ? unreachableFrame() : answer.error;
  }

  /** Shows what is missing and answers what there is. Without scripts to convert, both formats are the same. */
  async getValue(
    _options?: AddressElementGetValueOptions,
  ): Promise<Pick<StripeAddressElementChangeEvent, 'complete' | 'isNewAddress' | 'value'>> {
    await this.mountedFrame('getValue').ask({ kind: 'submit' });
    const { complete, value } = this.#state ?? this.#nothing();
    return { complete, isNewAddress: true, value };
  }

  protected place(): Place {
    return {
      title: 'Secure address input frame',
      path: '/elements/address',
      rows: this.#options.fields?.phone === 'always' ? [1, 1, 1, 1, 2, 1] : [1, 1, 1, 1, 2],
      hasLabels: true,
      termLines: 0,
      hasNote: false,
    };
  }

  protected config(looks: FrameLooks): AddressFrameConfig {
    return { ...looks, ...addressConfig(this.#options) };
  }

  protected onReady(): void {
    this.emitter.emit('ready', { elementType: 'address' });
  }

  protected onState(given: AddressState | null): Marks {
    const state = given ?? this.#nothing();
    this.#state = state;
    const { empty, complete, value } = state;
    this.emitter.emit('change', {
      elementType: 'address',
      elementMode: this.mode,
      empty,
      complete,
      isNewAddress: true,
      value,
    });
    return state;
  }

  #nothing(): AddressState {
    const address = { line1: '', line2: null, city: '', state: '', postal_code: '', country: '' };
    return { empty: true, complete: false, invalid: false, value: { name: '', address } };
  }
}
